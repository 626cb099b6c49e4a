package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import dev.haetae.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code haetae predict} prints of small manifests, compared whole. */
final class PredictCommandTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/haetae/cli/predict");
  private static final String INVENTORY = FOLDER.resolve("inventory.yaml").toString();

  @TempDir private Path scratch;

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.equals("inventory.yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Tag(GoldenFile.TAG)
  void tellsAPerson(String name) throws IOException {
    compare(name, "text", ".expected.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Tag(GoldenFile.TAG)
  void tellsAProgram(String name) throws IOException {
    compare(name, "json", ".expected.json");
  }

  private static void compare(String name, String format, String suffix) throws IOException {
    String input = FOLDER.resolve(name + ".yaml").toString();
    Trial run = Trial.of("predict", "-i", INVENTORY, "-o", format, input);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    GoldenFile.compare(FOLDER.resolve(name + suffix), run.out());
  }

  @Test
  void everyExpectationBelongsToACase() throws IOException {
    List<String> cases = cases();
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.contains(".expected."))
                  .map(name -> name.substring(0, name.indexOf(".expected."))))
          .isSubsetOf(cases);
    }
  }

  @Test
  void groupsManyNodesByReason() throws IOException {
    StringBuilder nodes = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      nodes.append("---\napiVersion: v1\nkind: Node\nmetadata: {name: node-").append(i + 10);
      nodes.append("}\nspec: {unschedulable: ").append(i < 5).append("}\nstatus: {allocatable: ");
      nodes.append("{cpu: \"").append(i % 4).append("\", memory: 8Gi, pods: \"10\"}}\n");
    }
    Path inventory = Files.writeString(scratch.resolve("nodes.yaml"), nodes);
    Path pod =
        Files.writeString(
            scratch.resolve("pod.yaml"),
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: wide}
            spec: {containers: [{name: a, image: a, resources: {requests: {cpu: 4}}}]}
            """);
    assertThat(Trial.of("predict", "-i", inventory.toString(), pod.toString()).out())
        .isEqualTo(
            """
            Pod default/wide: Unschedulable: 0/20 nodes are available: 15 Insufficient cpu, \
            5 node(s) were unschedulable.
              ✗ 15 Insufficient cpu
              ✗ 5 node(s) were unschedulable
              nearest:
              ✗ node-17  Insufficient cpu: has 3 of 3 CPUs free, the pod asks for 4
              ✗ node-21  Insufficient cpu: has 3 of 3 CPUs free, the pod asks for 4
              ✗ node-25  Insufficient cpu: has 3 of 3 CPUs free, the pod asks for 4

            1 prediction: 1 Unschedulable
            """);
  }

  @Test
  void saysWhatItCouldNotReadAndGoesOn() throws IOException {
    Path file =
        Files.writeString(
            scratch.resolve("mixed.yaml"),
            """
            apiVersion: v1
            kind: Service
            metadata: {name: wrong}
            spec: {ports: 80}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: right}
            spec: {ports: [{port: 80}]}
            """);
    Trial run = Trial.of("predict", "-i", INVENTORY, file.toString());
    assertThat(run.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.out())
        .contains("mixed.yaml:4:8: error Service default/wrong: spec.ports must be an array")
        .contains("Service default/right: Accepted");
  }

  @Test
  void anEmptyInventoryIsAClusterWithNothing() throws IOException {
    Path empty =
        Files.writeString(
            scratch.resolve("empty.json"),
            "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[]}");
    String pod = FOLDER.resolve("pod-misspells-claim.yaml").toString();
    Trial run = Trial.of("predict", "-i", empty.toString(), pod);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Unschedulable: no nodes available to schedule pods\n");
  }

  @Test
  void withoutAnInventoryItSaysWhatItHasNotSeen() {
    String pod = FOLDER.resolve("pod-misspells-claim.yaml").toString();
    assertThat(Trial.of("predict", pod).out())
        .contains("(as far as is known: PersistentVolumeClaim \"mongo-pvc\" not seen)");
  }
}
