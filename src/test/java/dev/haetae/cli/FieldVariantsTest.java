package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs of the same kinds as those from the field, in other words, and what is said of them. */
final class FieldVariantsTest {
  private static final String POD_HEAD = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n";

  @TempDir private Path folder;

  private Path write(String name, String text, Charset charset) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.write(file, text.getBytes(charset));
  }

  private static Trial check(Path input, String... options) {
    List<String> arguments = new ArrayList<>(List.of("check", input.toString()));
    arguments.addAll(List.of(options));
    return Trial.of(arguments.toArray(String[]::new));
  }

  private Trial check(String text, String... options) throws IOException {
    return check(write("input.yaml", text, UTF_8), options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apiVersion: 1  | kind: Pod   | :1:1: error a Kubernetes object needs apiVersion, a string, not a number 1
          apiVersion: v1 | kind: [Pod] | :2:1: error a Kubernetes object needs kind, a string, not an array
          apiVersion: v1 | Kind: Pod   | :2:1: error a Kubernetes object needs kind, a string; write it so, not "Kind"
          apiVersion:    | kind: Pod   | :1:1: error a Kubernetes object needs apiVersion, a string, not null
          apiVersion: v1 | type: Pod   | :1:1: error a Kubernetes object needs kind, a string; there is none
          """)
  void aTypeThatIsNoStringIsShownAsItIs(String version, String kind, String said)
      throws IOException {
    Trial trial = check(version + '\n' + kind + "\nmetadata: {name: x}\n");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out()).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v1      | List           | Items: []      | write its objects as a list, under items
          v1      | List           | items: {a: b}  | write its objects as a list, under items
          apps/v1 | DeploymentList | things: []     | write its objects as a list, under items
          v1      | PVC            | spec: {}       | write kind: PersistentVolumeClaim
          v1      | deploy         | spec: {}       | write apiVersion: apps/v1 and kind: Deployment
          """)
  void aKindThatIsNoneIsToldWhatIsMeant(String version, String kind, String rest, String fix)
      throws IOException {
    Trial trial =
        check("apiVersion: %s\nkind: %s\nmetadata: {name: x}\n%s\n".formatted(version, kind, rest));
    assertThat(trial.code()).isEqualTo(ExitCode.DENIED);
    assertThat(trial.out()).contains(":2:1: deny [manifest-strict]", "fix: " + fix + '\n');
  }

  @Test
  void aListOfNothingHoldsNothing() throws IOException {
    assertThat(check("apiVersion: v1\nkind: List\nitems: null\n").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatStandsBehindAMappingInFlowStyleIsSaidToBeUnread() throws IOException {
    Trial trial = check("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\nextra: 1\n");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out()).contains(":2:1: error the document has ended above");
  }

  @Test
  void anAnchorOfAnotherDocumentIsNone() throws IOException {
    Trial trial =
        check(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: &m {name: a}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {<<: *m, name: b}
            """);
    assertThat(trial.out())
        .contains(":7:16: error this alias names no anchor of its document; write one above it");
  }

  @Test
  void utf16WithoutItsMarkIsAnErrorInAFolderToo() throws IOException {
    write("mark-lost.yaml", POD_HEAD, UTF_16LE);
    write("good.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", UTF_8);
    Trial trial = check(folder);
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains("mark-lost.yaml:1:1: error the file is UTF-16 without a byte order mark")
        .contains("2 files, 1 object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          spec:\\n  containers:\u00a0[]|:4:1: deny|a non-breaking space (U+00A0) is a letter to YAML; write a plain space
          spec:\\n  -\u00a0name: a|:5:3: deny|a non-breaking space (U+00A0) is a letter to YAML; write a plain space
          spec:\\n  \u200bcontainers: []|:5:3: deny|a character that is not to be seen (U+200B) stands here; remove it
          \u3000spec: {}|:4:1: deny|this space (U+3000) is a letter to YAML; write a plain space
          """)
  void whatLooksLikeASpaceIsNamedInAKeyToo(String spec, String place, String fix)
      throws IOException {
    Trial trial = check(POD_HEAD + spec.translateEscapes() + '\n');
    assertThat(trial.out()).contains(place, "fix: " + fix);
  }

  @Test
  void aPlaceholderBetweenPercentSignsIsATemplate() throws IOException {
    Trial trial = check("apiVersion: v1\nkind: Pod\nmetadata:\n  name: %NAME%\n");
    assertThat(trial.out()).contains(":4:9: error a template: render it first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          imagePullSecrets: [regcred]                        | write {name: "regcred"}
          volumes: [{name: v, hostPath: /data}]              | write {path: "/data"}
          volumes: [{name: v, persistentVolumeClaim: data}]  | write {claimName: "data"}
          volumes: {data: {emptyDir: {}}}                    | write a list, each with its name: - name: data
          containers: [{name: c, ports: [80]}]               | write {containerPort: 80}
          containers: [{name: c, env: {A: b}}]               | write a list, each with its name: - name: A
          containers: {name: c}                              | begin it with "- ": a list of one
          resourceClaims: [{name: g, claimName: c}]          | write resourceClaimName
          $patch: delete                                     | it is written in patches only: build them (kubectl kustomize)
          """)
  void aRemedyIsWhatIsMeant(String field, String fix) throws IOException {
    Trial trial = check(POD_HEAD + "spec:\n  " + field + '\n', "--rule", "manifest-strict");
    assertThat(trial.code()).isEqualTo(ExitCode.DENIED);
    assertThat(trial.out()).contains("fix: " + fix + '\n');
  }

  @ParameterizedTest
  @ValueSource(strings = {"${SIZE:=5Gi}", "'{{ .size }}'", "$SIZE"})
  void aPlaceholderWhereAnAmountStandsIsATemplate(String size) throws IOException {
    Trial trial =
        check(
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: c}
            spec:
              storageClassName: nas
              accessModes: [ReadWriteMany]
              resources:
                requests:
                  storage: %s
            """
                .formatted(size),
            "--rule",
            "manifest-strict");
    assertThat(trial.out())
        .contains(":9:7: deny [manifest-strict]", "fix: a template: render it first");
  }

  @Test
  void anotherProductIsNoMisspeltOne() throws IOException {
    String pod =
        POD_HEAD
            + """
            spec:
              nodeSelector: {nvidia.com/gpu.product: %s}
              containers:
              - {name: a, image: registry.lab.internal/x/a:1, resources: {limits: {nvidia.com/gpu: 1}}}
            """;
    String world = FieldInput.path("world.yaml");
    assertThat(check(pod.formatted("NVIDIA-H100"), "-i", world).out())
        .contains("fix: write a value that nodes have")
        .doesNotContain("did you mean");
    assertThat(check(pod.formatted("NVIDIA-L4OS"), "-i", world).out())
        .contains("fix: did you mean \"NVIDIA-L40S\"?");
  }

  @Test
  void aVolumeWhoseAmountIsNoneIsNotInThePredictedWorld() throws IOException {
    Path input =
        write(
            "input.yaml",
            """
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: v}
            spec: {capacity: {storage: 5GB}, accessModes: [ReadWriteMany], nfs: {server: a, path: /x}}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: c}
            spec: {storageClassName: nas, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
            """,
            UTF_8);
    Trial trial = Trial.of("predict", input.toString(), "-i", FieldInput.path("world.yaml"));
    assertThat(trial.out()).contains("PersistentVolumeClaim default/c: Provisioning");
    assertThat(trial.err()).contains("is no quantity", "nothing can build on it");
  }

  @Test
  void anAmountInPlaceOfTheRequestsOfAClaimIsItsStorage() throws IOException {
    Trial trial =
        check(
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: c}
            spec: {storageClassName: "", accessModes: [ReadWriteMany], resources: {requests: 1Gi}}
            """);
    assertThat(trial.out()).contains("fix: write storage: 1Gi under it\n");
  }

  @Test
  void theTemplatesOfACronWorkflowAreThoseOfItsWorkflows() throws IOException {
    Trial trial =
        check(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: CronWorkflow
            metadata: {name: nightly}
            spec:
              workflowSpec:
                volumes: [{name: h, hostPath: {path: /}}]
                templates:
                - name: m
                  container:
                    image: registry.lab.internal/x/a:1
                    volumeMounts: [{name: h, mountPath: /h}]
                    resources: {limits: {nvidia.com/gpu: "1.5"}}
            """);
    assertThat(trial.out())
        .contains(":6:25: deny [no-host-path]", ":12:30: deny [gpu-limits]")
        .contains("deny [gpu-node-affinity]");
  }

  @Test
  void aClaimThatItsFileWritesTwiceIsNotKnownToThePodBesideIt() throws IOException {
    String claim =
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: c}
        spec: {storageClassName: %s, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
        ---
        """;
    Trial trial =
        check(
            claim.formatted("nas")
                + claim.formatted("gone")
                + POD_HEAD
                + "spec:\n"
                + "  containers: [{name: a, image: registry.lab.internal/x/a:1}]\n"
                + "  volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]\n",
            "-i",
            FieldInput.path("world.yaml"));
    assertThat(trial.out())
        .contains(":9:1: deny [pvc-bound-rwx-nfs] PersistentVolumeClaim default/c")
        .contains(":11:1: undecided [pvc-bound-rwx-nfs] Pod default/x")
        .contains("PersistentVolumeClaim default/c is written differently twice in ")
        .doesNotContain("deny [pvc-bound-rwx-nfs] Pod");
  }

  @Test
  void filesOfOneFolderThatDifferAreNotKnownToTheOthers() throws IOException {
    String service =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: db}
        spec: {clusterIP: %s, selector: {app: db}, ports: [{port: 5432}]}
        """;
    write("one.yaml", service.formatted("None"), UTF_8);
    write("two.yaml", service.formatted("10.96.0.9"), UTF_8);
    write(
        "set.yaml",
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec: {containers: [{name: a, image: registry.lab.internal/x/a:1}]}
        """,
        UTF_8);
    Trial trial = check(folder, "-i", FieldInput.path("world.yaml"));
    assertThat(trial.out())
        .contains("undecided [headless-service-for-stateful-set]")
        .contains("Service default/db is written differently in ");
  }

  @Test
  void aVolumeWithoutTheNameOfItsClaimIsToldSo() throws IOException {
    Trial trial =
        check(
            POD_HEAD
                + "spec:\n"
                + "  containers: [{name: a, image: registry.lab.internal/x/a:1}]\n"
                + "  volumes: [{name: v, persistentVolumeClaim: {}}]\n",
            "-i",
            FieldInput.path("world.yaml"));
    assertThat(trial.out())
        .contains("the volume names no claim: the pod is refused")
        .contains("fix: write the name of a claim");
  }

  @Test
  void aLongNameOfAProvisionerIsShownWhole() throws IOException {
    String provisioner =
        "cluster.local/" + "a-long-release-name-of-the-storage-team-in-the-lab-nas";
    Trial trial =
        check(
            """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: team}
            provisioner: %s
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: c}
            spec: {storageClassName: team, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
            """
                .formatted(provisioner));
    assertThat(trial.out()).contains("fix: add \"" + provisioner + "\" to nfsProvisioners");
  }
}
