package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.render.InstalledPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Overlays as input, built by a real kubectl: findings stand in the files that objects come from.
 */
class OverlayInputIT {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: main
              image: nginx:1.29
            volumes:
            - name: data
              hostPath:
                path: /data
      """;

  private final Map<String, String> environment = InstalledPrograms.withKubectl();

  @TempDir private Path folder;

  @BeforeEach
  void aBase() throws IOException {
    write("base/web.yaml", "# the web\n" + DEPLOYMENT);
    write("base/kustomization.yaml", "resources: [web.yaml]\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private Trial check(String name) {
    List<String> arguments =
        List.of("check", folder.resolve(name).toString(), "--rule", "no-host-path");
    return Trial.of(new byte[0], environment, false, arguments.toArray(String[]::new));
  }

  private String denied(String file, int line, int column) {
    return folder.resolve(file) + ":" + line + ":" + column + ": deny [no-host-path]";
  }

  @Test
  void whatTheBaseWritesStandsInTheBase() throws IOException {
    write(
        "over/kustomization.yaml",
        """
        resources: [../base]
        namePrefix: dev-
        namespace: shop
        labels:
        - pairs: {team: web}
          includeSelectors: true
        images: [{name: nginx, newTag: "1.30"}]
        replicas: [{name: web, count: 3}]
        """);
    Trial trial = check("over");
    assertThat(trial.out())
        .contains(denied("base/web.yaml", 15, 9) + " Deployment shop/dev-web: ")
        .contains("  15 |         hostPath:\n     |         ^\n")
        .endsWith("1 file, 1 object: 1 denial, 0 warnings\n");
    assertThat(trial.code()).isEqualTo(ExitCode.DENIED);
    assertThat(check("over/kustomization.yaml").out()).isEqualTo(trial.out());
  }

  @Test
  void whatAPatchSetsStandsInThePatch() throws IOException {
    write(
        "over/kustomization.yaml",
        """
        resources:
        - ../base
        patches:
        - path: patch.yaml
        """);
    write(
        "over/patch.yaml",
        """
        # other data
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          template:
            spec:
              volumes:
              - name: logs
                hostPath:
                  path: /logs
              - name: data
                hostPath:
                  path: /other
        """);
    assertThat(check("over").out())
        .contains(denied("over/patch.yaml", 10, 9), denied("over/patch.yaml", 13, 9))
        .contains("2 denials");
  }

  @Test
  void whatAnOperationSetsStandsInThePatch() throws IOException {
    write(
        "over/kustomization.yaml",
        """
        resources: [../base]
        patchesJson6902:
        - target: {group: apps, version: v1, kind: Deployment, name: web}
          path: six.yaml
        patches:
        - target: {kind: Deployment}
          patch: |-
            - op: add
              path: /spec/template/spec/volumes/-
              value:
                name: inline
                hostPath: {path: /inline}
        """);
    write(
        "over/six.yaml",
        """
        - op: replace
          path: /spec/template/spec/volumes/0/hostPath/path
          value: /six
        - op: add
          path: /spec/template/spec/volumes/-
          value:
            name: more
            hostPath: {path: /more}
        """);
    assertThat(check("over").out())
        .contains("3 denials")
        .contains(denied("over/six.yaml", 3, 3))
        .contains(denied("over/six.yaml", 8, 5))
        .contains(denied("over/kustomization.yaml", 12, 1));
  }

  @Test
  void generatorsComponentsAndNestedOverlaysAreFollowed() throws IOException {
    write(
        "part/kustomization.yaml",
        """
        apiVersion: kustomize.config.k8s.io/v1alpha1
        kind: Component
        resources: [pod.yaml]
        """);
    write(
        "part/pod.yaml",
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: part}
        spec:
          containers: [{name: main, image: "a:1"}]
          volumes: [{name: a, hostPath: {path: /part}}]
        """);
    write(
        "mid/kustomization.yaml",
        """
        resources: [../base]
        components: [../part]
        configMapGenerator:
        - name: settings
          literals: [a=b]
        """);
    write("over/kustomization.yaml", "resources: [../mid]\nnameSuffix: -x\n");
    assertThat(check("over").out())
        .contains(denied("base/web.yaml", 15, 9), denied("part/pod.yaml", 6, 23))
        .contains("3 objects: 2 denials");
    assertThat(check("part").out()).contains(denied("part/pod.yaml", 6, 23));
  }

  @Test
  void twoOverlaysOfOneBaseAreTwoWorlds() throws IOException {
    write(
        "base/service.yaml",
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
        """);
    write("base/kustomization.yaml", "resources: [web.yaml, service.yaml]\n");
    write("dev/kustomization.yaml", "resources: [../base]\nnamespace: dev\n");
    write("prod/kustomization.yaml", "resources: [../base]\nnamespace: prod\n");
    Trial both =
        Trial.of(
            new byte[0],
            environment,
            false,
            "check",
            folder.resolve("dev").toString(),
            folder.resolve("prod").toString(),
            "--rule",
            "node-port-range");
    assertThat(both.out()).contains("4 objects: 0 denials").doesNotContain("error");
    assertThat(both.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void annotationsForTheOriginAreNoneOfTheObjects() throws IOException {
    write("over/kustomization.yaml", "resources: [../base]\n");
    Trial trial =
        Trial.of(
            new byte[0],
            environment,
            false,
            "predict",
            folder.resolve("over").toString(),
            "-o",
            "json");
    assertThat(trial.out()).contains("\"web\"").doesNotContain("config.kubernetes.io");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatCannotBeBuiltIsAnErrorOfTheKustomization() throws IOException {
    write(
        "over/kustomization.yaml",
        "resources: [../base]\npatches:\n- target: {name: none}\n  patch: 'x: ['\n");
    Trial trial = check("over");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .startsWith(
            folder.resolve("over/kustomization.yaml") + ": error kustomize cannot build it: ")
        .doesNotContain("error: ");
    write("over/kustomization.yaml", "resources: [empty.yaml]\n");
    write("over/empty.yaml", "# nothing\n");
    assertThat(check("over").out())
        .containsAnyOf("the kustomization makes no object", "kustomize cannot build it");
  }

  @Test
  void aRunLeavesTheOverlayAsItWas() throws IOException {
    write("over/kustomization.yaml", "resources: [../base]\n");
    List<String> before = files();
    assertThat(check("over").code()).isEqualTo(ExitCode.DENIED);
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
}
