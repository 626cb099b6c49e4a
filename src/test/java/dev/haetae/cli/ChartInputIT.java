package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.render.InstalledPrograms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts as input, rendered by a real helm: findings stand at the lines of the templates. */
class ChartInputIT {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: {{ .Release.Name }}-%s
      spec:
        containers:
        - name: main
          image: {{ .Values.image }}
      """;
  private static final String VOLUME =
      """
        volumes:
        - name: data
          hostPath:
            path: {{ .Values.path }}
      """;

  private final Map<String, String> environment = InstalledPrograms.withHelm();

  @TempDir private Path folder;
  private Path chart;

  @BeforeEach
  void aChart() throws IOException {
    chart = folder.resolve("web");
    write("Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.1.0\n");
    write("values.yaml", "image: nginx:1.29\npath: /data\nextra: true\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = chart.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private Trial check(String... options) {
    List<String> arguments = new ArrayList<>(List.of("check", chart.toString()));
    arguments.addAll(List.of("--rule", "no-host-path"));
    arguments.addAll(List.of(options));
    return Trial.of(new byte[0], environment, false, arguments.toArray(String[]::new));
  }

  private String denied(String file, int line, int column) {
    return chart.resolve(file) + ":" + line + ":" + column + ": deny [no-host-path]";
  }

  @Test
  void theOwnChartIsInOrder() {
    Trial trial =
        Trial.of(new byte[0], environment, false, "check", "charts/haetae", "-n", "haetae");
    assertThat(trial.out()).contains("1 file, ", " objects: 0 denials").doesNotContain("error");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aFindingStandsAtItsLineWithTheLineUnderIt() throws IOException {
    write("templates/a.yaml", "# first\n" + POD.formatted("a") + VOLUME);
    Trial trial = check();
    assertThat(trial.out())
        .contains(denied("templates/a.yaml", 12, 5), "  12 |     hostPath:\n     |     ^\n")
        .contains("\"/data\"")
        .endsWith("1 file, 1 object: 1 denial, 0 warnings\n");
    assertThat(trial.code()).isEqualTo(ExitCode.DENIED);
    assertThat(check("-o", "json").json("findings", 0, "location").toString())
        .contains("\"file\":\"" + chart.resolve("templates/a.yaml"), "\"line\":12,\"column\":5");
  }

  @Test
  void itsDescriptionDoesForTheChart() throws IOException {
    write("templates/a.yaml", POD.formatted("a") + VOLUME);
    Trial trial =
        Trial.of(new byte[0], environment, false, "check", chart.resolve("Chart.yaml").toString());
    assertThat(trial.out()).contains(denied("templates/a.yaml", 11, 5));
  }

  @Test
  void whatAnIncludePrintsStandsAtTheInclude() throws IOException {
    write(
        "templates/_pod.tpl",
        "{{- define \"pod\" }}\n" + POD.formatted("a") + VOLUME + "{{ end }}");
    write("templates/a.yaml", "# the pod\n\n{{ include \"pod\" . }}\n");
    write("templates/b.yaml", "# the pod\n{{- include \"pod\" . -}}\n");
    assertThat(check().out())
        .contains(denied("templates/a.yaml", 3, 1), denied("templates/b.yaml", 2, 1));
  }

  @Test
  void aDefinitionInATemplateStandsWhereItIsUsed() throws IOException {
    write("templates/z.yaml", "{{- define \"volume\" }}\n" + VOLUME + "{{ end }}");
    write("templates/a.yaml", POD.formatted("a") + "{{ include \"volume\" . }}\n");
    assertThat(check().out()).contains(denied("templates/a.yaml", 9, 1));
  }

  @Test
  void blocksOfTextActionsOverLinesAndLoopsKeepTheLines() throws IOException {
    write(
        "templates/a.yaml",
        """
        {{- /* a comment
        over lines */}}
        apiVersion: v1
        kind: Pod
        metadata:
          name: a
          annotations:
            text: |
              kind: Secret
              {{- if .Values.extra }}
              extra: true
              {{- end }}
            long: "one
              two"
        spec:
          containers:
          - name: main
            image: {{ default
              "nginx:1.29"
              .Values.image }}
          volumes:
          {{- range $i, $name := list "a" "b" }}
          - name: {{ $name }}
            hostPath: {path: /{{ $name }}}
          {{- end }}
          {{- with .Values.path }}
          - name: last
            hostPath:
              path: {{ . }}
          {{- end }}
        """);
    assertThat(check().out())
        .containsOnlyOnce("\"/a\"")
        .containsOnlyOnce("\"/b\"")
        .contains(denied("templates/a.yaml", 24, 5), denied("templates/a.yaml", 28, 5))
        .endsWith("3 denials, 0 warnings\n");
  }

  @Test
  void carriageReturnsAreNoMatter() throws IOException {
    write("templates/a.yaml", (POD.formatted("a") + VOLUME).replace("\n", "\r\n"));
    assertThat(check().out()).contains(denied("templates/a.yaml", 11, 5));
  }

  /** A text over lines within brackets, into which the marker gets. */
  @Test
  void aTemplateThatMarkersChangeCostsTheOthersNothing() throws IOException {
    write("templates/a.yaml", POD.formatted("a") + "    args: [\"one\n      two\"]\n" + VOLUME);
    write("templates/b.yaml", POD.formatted("b") + VOLUME);
    assertThat(check().out())
        .contains(denied("templates/a.yaml", 1, 1), denied("templates/b.yaml", 11, 5));
  }

  @Test
  void aChartThatDoesNotRenderWithMarkersIsJudgedAtItsTemplates() throws IOException {
    write("templates/a.yaml", POD.formatted("a") + VOLUME);
    write(
        "templates/b.yaml",
        """
        {{- if contains "#@" (include (print $.Template.BasePath "/a.yaml") .) }}
        {{ fail "marked" }}
        {{- end }}
        """);
    assertThat(check().out())
        .contains(denied("templates/a.yaml", 1, 1), "1 object: 1 denial")
        .doesNotContain("marked");
  }

  @Test
  void aChecksumOfATemplateKeepsTheLines() throws IOException {
    write("templates/c.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n");
    write(
        "templates/a.yaml",
        POD.formatted("a")
                .replace(
                    "spec:",
                    "  annotations:\n"
                        + "    sum: {{ include (print $.Template.BasePath \"/c.yaml\") . |"
                        + " sha256sum }}\n"
                        + "    one: {{ randAlphaNum 9 }}\n"
                        + "spec:")
            + VOLUME);
    assertThat(check().out()).contains(denied("templates/a.yaml", 14, 5));
  }

  @Test
  void valuesAndSinglesValuesAreHelms() throws IOException {
    write("templates/a.yaml", POD.formatted("a") + VOLUME);
    Files.writeString(folder.resolve("one.yaml"), "path: /one\nimage: a:1\n");
    Files.writeString(folder.resolve("two.yaml"), "path: /two\n");
    String one = folder.resolve("one.yaml").toString();
    String two = folder.resolve("two.yaml").toString();
    assertThat(check("--helm-values", one, "--helm-values", two).out()).contains("\"/two\"");
    assertThat(check("--helm-values=" + one, "--helm-set", "path=/set").out()).contains("\"/set\"");
    Trial missing = check("--helm-values", "https://example.org/values.yaml");
    assertThat(missing.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(missing.out())
        .contains("https://example.org/values.yaml: error there is no such file or folder");
  }

  @Test
  void aReleaseLivesInTheNamespaceThatIsNamed() throws IOException {
    write(
        "templates/a.yaml",
        POD.formatted("a").replace("spec:", "  namespace: {{ .Release.Namespace }}\nspec:")
            + VOLUME);
    assertThat(check("-n", "shop").out()).contains("Pod shop/web-a");
  }

  @Test
  void aDependencyHasItsOwnFiles() throws IOException {
    write(
        "Chart.yaml",
        """
        apiVersion: v2
        name: web
        version: 0.1.0
        dependencies:
        - name: db
          version: 0.1.0
          alias: store
        """);
    write("charts/db-0.1.0/Chart.yaml", "apiVersion: v2\nname: db\nversion: 0.1.0\n");
    write("charts/db-0.1.0/values.yaml", "image: db:1\npath: /db\n");
    write("charts/db-0.1.0/templates/a.yaml", POD.formatted("db") + VOLUME);
    assertThat(check().out()).contains(denied("charts/db-0.1.0/templates/a.yaml", 11, 5));
  }

  @Test
  void definitionsHooksAndTestsArePartOfIt() throws IOException {
    write(
        "crds/a.yaml",
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: as.example.com}
        spec:
          grup: example.com
        """);
    write(
        "templates/tests/a.yaml",
        POD.formatted("t").replace("spec:", "  annotations: {helm.sh/hook: test}\nspec:") + VOLUME);
    Trial trial = Trial.of(new byte[0], environment, false, "check", chart.toString());
    assertThat(trial.out())
        .contains(chart.resolve("crds/a.yaml") + ":5:3: deny [manifest-strict]")
        .contains(denied("templates/tests/a.yaml", 12, 5));
  }

  @Test
  void whatCannotBeRenderedIsAnErrorAtItsPlace() throws IOException {
    write("templates/a.yaml", "kind: Pod\nname: {{ .Values.no.such }}\n");
    assertThat(check().out())
        .contains(
            chart.resolve("templates/a.yaml")
                + ":2:17: error helm cannot render it: executing \"web/templates/a.yaml\" at"
                + " <.Values.no.such>: nil pointer");
    write("templates/a.yaml", "kind: Pod\nname: {{ .Values.no.such }\n");
    assertThat(check().out())
        .contains(chart.resolve("templates/a.yaml") + ":2:1: error helm cannot render it: ");
    write("templates/a.yaml", "kind: Pod\n  name: b\n");
    Trial trial = check();
    assertThat(trial.out())
        .contains("a.yaml: error what helm renders of it is no valid YAML: line 2 of the rendered");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
  }

  @Test
  void whatRendersNothingIsNoPass() throws IOException {
    write("templates/a.yaml", "{{- if .Values.off }}\nkind: Pod\n{{- end }}\n");
    Trial nothing = check();
    assertThat(nothing.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(nothing.out())
        .contains("Chart.yaml: error the chart renders no object with these values");
    write("Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.1.0\ntype: library\n");
    assertThat(check().out()).contains("Chart.yaml: error is a library chart, which renders");
  }

  @Test
  void missingDependenciesAreAnErrorWithTheCommand() throws IOException {
    write(
        "Chart.yaml",
        """
        apiVersion: v2
        name: web
        version: 0.1.0
        dependencies:
        - name: db
          version: 1.x
          repository: https://example.org
        """);
    assertThat(check().out())
        .contains("Chart.yaml:4:1: error the chart's dependencies are not in its charts/ folder")
        .contains("(db): run 'helm dependency build " + chart + "' first");
  }

  @Test
  void aRunLeavesTheChartAsItWas() throws IOException {
    write("templates/a.yaml", POD.formatted("a") + VOLUME);
    List<String> before = files();
    assertThat(check().code()).isEqualTo(ExitCode.DENIED);
    assertThat(files()).isEqualTo(before);
  }

  private List<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    try (var walk = Files.walk(folder)) {
      for (Path file : walk.sorted().filter(Files::isRegularFile).toList()) {
        files.add(file + " " + Files.readString(file));
      }
    }
    return files;
  }

  /** A template makes more than the object that was looked at. */
  @Test
  void aTemplateIsNotMended() throws IOException {
    String pod = POD.formatted("a") + "    resources: {limits: {nvidia.com/gpu: 1}}\n";
    write("templates/a.yaml", pod);
    Trial trial = Trial.of(new byte[0], environment, false, "fix", chart.toString(), "--write");
    assertThat(trial.out()).doesNotContain("+++");
    assertThat(chart.resolve("templates/a.yaml")).hasContent(pod);
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void predictionsAreMadeOfItToo() throws IOException {
    write("templates/a.yaml", POD.formatted("a"));
    Trial trial =
        Trial.of(new byte[0], environment, false, "predict", chart.toString(), "-o", "json");
    assertThat(trial.out()).contains("web-a");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void helmOptionsWithoutAChartAreWrongUsage() {
    Trial trial =
        Trial.of(new byte[0], environment, false, "check", folder.toString(), "--helm-set", "a=b");
    assertThat(trial.code()).isEqualTo(ExitCode.USAGE);
    assertThat(trial.err()).contains("--helm-values and --helm-set need a chart");
  }

  @Test
  void whatHelmIgnoresNeverHoldsAnybodyUp() throws IOException, InterruptedException {
    write("templates/a.yaml", POD.formatted("a") + VOLUME);
    write(".helmignore", "ignored*\n");
    Files.createSymbolicLink(chart.resolve("ignored-without-end"), Path.of("/dev/zero"));
    Files.createSymbolicLink(chart.resolve("ignored-circle"), Path.of("."));
    Process pipe = new ProcessBuilder("mkfifo", chart.resolve("ignored-pipe").toString()).start();
    assertThat(pipe.waitFor()).isZero();
    assertThat(check().out()).contains(denied("templates/a.yaml", 11, 5));
  }

  @Test
  void aSchemaThatGoesOnElsewhereIsNotAskedFor() throws IOException {
    write("templates/a.yaml", POD.formatted("a") + VOLUME);
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody.setSoTimeout(1);
      write(
          "values.schema.json",
          "{\"$ref\": \"http://127.0.0.1:" + nobody.getLocalPort() + "/s.json\"}");
      assertThat(check().out()).contains(denied("templates/a.yaml", 11, 5));
      assertThatThrownBy(nobody::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void filesOfValuesMayBeCalledAnything() throws IOException {
    write("templates/a.yaml", POD.formatted("a") + VOLUME);
    write("one, \"two\" 셋.yaml", "path: /other\n");
    String values = chart.resolve("one, \"two\" 셋.yaml").toString();
    assertThat(check("--helm-values", values).out()).contains("\"/other\"");
    write("broken.yaml", "a: b\nc: [\n");
    String broken = chart.resolve("broken.yaml").toString();
    assertThat(check("--helm-values", broken).out()).contains(broken + ":2:1: error is no valid");
    assertThat(check("--helm-values", chart.toString()).out())
        .contains(chart + ": error is a folder, no file of values\n");
  }
}
