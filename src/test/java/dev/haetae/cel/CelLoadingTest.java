package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check loads: nothing of CEL unless there is a policy in CEL. */
final class CelLoadingTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec: {containers: [{name: a, image: "r/a:1"}]}
      """;
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: a}
      spec:
        matchConstraints:
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
        validations: [{expression: "object.spec.containers.size() == 1"}]
      """;

  @TempDir private Path folder;

  private List<String> loaded(String... arguments) throws Exception {
    Path log = folder.resolve("classes.log");
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xlog:class+load:file=" + log,
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.haetae.Main"),
                Stream.of(arguments))
            .toList();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    assertThat(process.waitFor())
        .as(Files.readString(folder.resolve("out.txt"), StandardCharsets.UTF_8))
        .isZero();
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .flatMap(line -> Stream.of(line.split(" ")))
          .filter(word -> word.startsWith("dev.cel.") || word.startsWith("com.google."))
          .toList();
    }
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aCheckWithoutAPolicyInCelLoadsNothingOfIt() throws Exception {
    assertThat(loaded("check", file("pod.yaml", POD))).isEmpty();
  }

  @Test
  void aCheckWithOneLoadsIt() throws Exception {
    assertThat(loaded("check", "-p", file("policy.yaml", POLICY), file("pod.yaml", POD)))
        .contains("dev.cel.runtime.planner.ProgramPlanner");
  }
}
