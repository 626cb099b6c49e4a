package dev.haetae.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.CommandLineInterface;
import dev.haetae.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code haetae audit -o html} writes of saved objects. */
class AuditedPageTest {
  private static final String SECRET = "hunter2-of-the-operators";

  @TempDir private Path folder;

  private String err = "";

  private int run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code;
    try (PrintStream stdout = new PrintStream(out, false, UTF_8);
        PrintStream stderr = new PrintStream(errors, false, UTF_8)) {
      Terminal terminal =
          new Terminal(InputStream.nullInputStream(), stdout, stderr, Map.of(), false);
      InstantSource clock = InstantSource.fixed(Instant.parse("2026-06-15T12:00:00Z"));
      code = CommandLineInterface.run(arguments, terminal, clock, (_, _, _, _) -> null, "1.2.3");
    }
    err = errors.toString(UTF_8);
    assertThat(out.toString(UTF_8)).isEmpty();
    return code;
  }

  private String page(Path input) throws IOException {
    Path file = folder.resolve("page.html");
    run("audit", "-i", input.toString(), "-o", "html=" + file);
    assertThat(err).doesNotContain("haetae:");
    return Files.readString(file, UTF_8);
  }

  @Test
  void theExampleClusterIsAllThere() throws IOException {
    String page = page(Path.of("docs", "pictures", "lab.yaml"));
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("<h1><b>Haetae</b> · lab.yaml</h1>", "as of 2026-06-15 12:00:00 UTC")
        .contains("gpu-6", "/export/vision/labels", "30443", "train-8", "no-host-path")
        .contains("lies inside", "cordoned", "Insufficient nvidia.com/gpu")
        // Made this morning.
        .contains("<span class=\"mark new\">new</span>")
        .doesNotContain("src=\"http", "href=\"http", "style=\"");
  }

  @Test
  void aFolderHoldsWhatItNames() {
    assertThat(
            run(
                "audit",
                "-i",
                "docs/pictures/lab.yaml",
                "-o",
                "html=" + folder.resolve("a/b") + "/"))
        .isEqualTo(1);
    assertThat(folder.resolve("a/b")).isDirectoryContaining("glob:**/index.html");
    assertThat(folder.resolve("a/b").toFile().list())
        .containsExactlyInAnyOrder("index.html", "haetae.css", "haetae.js");
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "html="})
  void html_needsAPlace(String output) {
    assertThat(run("audit", "-i", "docs/pictures/lab.yaml", "-o", output)).isEqualTo(2);
    assertThat(err).contains("-o html needs a file or a folder");
  }

  @Test
  void whatCannotBeWrittenIsSaid() {
    assertThat(run("audit", "-i", "docs/pictures/lab.yaml", "-o", "html=/nowhere/at/all.html"))
        .isEqualTo(4);
    assertThat(err).contains("the page could not be written to /nowhere/at/all.html");
  }

  @Test
  void anotherLanguageIsRefused() {
    assertThat(run("audit", "-i", "docs/pictures/lab.yaml", "--lang", "kr", "-o", "html=x.html"))
        .isEqualTo(2);
    assertThat(err).contains("--lang \"kr\" is no language of the page; known are en and ko");
  }

  @Test
  void whatCannotBeReadIsOnThePage() throws IOException {
    Path input = folder.resolve("broken.yaml");
    Files.writeString(
        input,
        "apiVersion: v1\nkind: Node\nmetadata: {name: n}\n---\napiVersion: v1\nkind: Pod\nmetadata:"
            + " {name: odd, namespace: vision}\nspec: [no]\n");
    assertThat(page(input)).contains("class=\"trouble\"", "broken.yaml").contains("spec");
  }

  /** Objects that hold something which nobody may see, at all the places where people write it. */
  static List<String> secrets() {
    List<String> objects = new ArrayList<>();
    String pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: a}\n";
    objects.add(
        pod
            + "spec:\n  containers:\n  - name: c\n    env:\n    - name: NVIDIA_VISIBLE_DEVICES\n"
            + "      value: "
            + SECRET
            + "\n");
    objects.add(
        pod
            + "spec: {containers: [{name: c, env: [{name: NVIDIA_VISIBLE_DEVICES, value: "
            + SECRET
            + "}]}], volumes: [{name: h, hostPath: {path: /proc}}]}\n");
    objects.add(
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\",\"namespace\":\"a\"},"
            + "\"spec\":{\"volumes\":[{\"name\":\"h\",\"hostPath\":{\"path\":\"/proc\"}}],"
            + "\"containers\":[{\"name\":\"c\",\"args\":[\"--password="
            + SECRET
            + "\"]}]}}");
    objects.add(
        pod
            + "spec:\n  volumes: [{name: h, hostPath: {path: /proc}}]\n  containers:\n  - {name: c,"
            + " command: [run, "
            + SECRET
            + "], image: 'a:latest'}\n");
    objects.add(pod + "spec:\n  containers:\n  - name: c\n    args: " + SECRET + "\n");
    objects.add(
        pod
            + "spec:\n  containers:\n  - name: c\n    env:\n    - {name: A, value: {b: "
            + SECRET
            + "}}\n");
    objects.add(
        pod
            + "spec:\n  containers:\n  - name: c\n    livenessProbe: {exec: {command: "
            + SECRET
            + "}}\n");
    objects.add(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: a\n  annotations:\n"
            + "    cdi.k8s.io/gpu: "
            + SECRET
            + "\nspec: {containers: [{name: c, image: a}]}\n");
    objects.add(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: a\n  annotations: "
            + SECRET
            + "\nspec: {containers: [{name: c}]}\n");
    objects.add(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, namespace: a}\ndata:\n  key: ["
            + SECRET
            + "]\n");
    objects.add(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, namespace: a}\ndata: "
            + SECRET
            + "\n");
    objects.add(
        "apiVersion: v1\nkind: Secret\nmetadata: {name: m, namespace: a}\nstringData: {key: "
            + SECRET
            + "}\ndata: {key: "
            + SECRET
            + "}\ntype: kubernetes.io/tls\n");
    objects.add(
        "apiVersion: apps/v1\n"
            + "kind: Deployment\n"
            + "metadata: {name: d, namespace: a}\n"
            + "spec:\n"
            + "  template:\n"
            + "    metadata: {annotations: {team: "
            + SECRET
            + "}}\n    spec:\n      containers:\n"
            + "      - {name: c, image: 'a:latest', env: [{name: HIP_VISIBLE_DEVICES, value: '"
            + SECRET
            + "'}]}\n      volumes: [{name: h, hostPath: {path: /proc}}]\n");
    objects.add(
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n  namespace: a\n  annotations:"
            + " {metallb.io/loadBalancerIPs: "
            + SECRET
            + ", metallb.universe.tf/address-pool: "
            + SECRET
            + "}\nspec: {type: LoadBalancer, ports: [{port: 80}]}\n");
    return objects;
  }

  // The lines that say too much: a whole page would be no message.
  private static List<String> leaks(String page) {
    return page.lines().filter(line -> line.contains(SECRET)).toList();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secretsStayAtHome(String object) throws IOException {
    Path input = folder.resolve("objects.yaml");
    Files.writeString(input, object);
    assertThat(leaks(page(input))).isEmpty();
  }

  @Test
  void theCasesOfAllRulesShowNoValueOfAVariable() throws IOException {
    Pattern value = Pattern.compile("(name: [A-Z_]+, value: )[^,}\\n]+");
    try (Stream<Path> cases = Files.walk(Path.of("policies"))) {
      for (Path file : cases.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        String text = Files.readString(file, UTF_8);
        if (value.matcher(text).find()) {
          Path input = folder.resolve("case.yaml");
          Files.writeString(input, value.matcher(text).replaceAll("$1" + SECRET));
          assertThat(leaks(page(input))).as(file.toString()).isEmpty();
        }
      }
    }
  }
}
