package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.SharedFolder;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.resource.tree.ArrayValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of the notes that Haetae grew from, one at a time, without a cluster. */
class SeedManifestsTest {
  private static final Path SEEDS = SharedFolder.SEED_MANIFESTS;
  private static final String UNQUOTED =
      "image: {container_registry_IP}:{container_registry_Port}/image_example:latest";
  private static final String QUOTED = "image: \"" + UNQUOTED.substring("image: ".length()) + '"';

  @BeforeAll
  static void seedsAreThere() {
    SharedFolder.assumeSeedManifests();
  }

  private static Trial check(String name, String... options) {
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.addAll(List.of(options));
    arguments.add(SEEDS.resolve(name).toString());
    return Trial.of(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          000-1-deployment.yaml,            19, 16, put it in quotes
          003-4-persistentvolumeclaim.yaml,  9, 16, // begins no comment
          003-5-persistentvolume.yaml,      12, 22, // begins no comment
          """)
  void saysWhereAndWhyItIsUnreadable(String name, int line, int column, String hint) {
    Trial trial = check(name);
    assertThat(trial.out())
        .startsWith(SEEDS.resolve(name) + ":" + line + ":" + column + ": error ")
        .contains(hint);
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource({"002-4-pod.yaml, 15, 5", "003-2-pod.yaml, 17, 5"})
  void findsHostPaths(String name, int line, int column) {
    Trial trial = check(name);
    assertThat(trial.out())
        .contains(SEEDS.resolve(name) + ":" + line + ":" + column + ": deny [no-host-path] ");
    assertThat(reasons(name)).contains("HostPathVolume spec.volumes[0].hostPath");
    assertThat(trial.code()).isEqualTo(ExitCode.DENIED);
  }

  @Test
  void saysWhereAnUnknownFieldBelongs() {
    Trial trial = check("003-1-pod.yaml");
    assertThat(reasons("003-1-pod.yaml")).contains("UnknownField spec.ports");
    assertThat(trial.out())
        .contains(
            SEEDS.resolve("003-1-pod.yaml") + ":18:3: deny [manifest-strict] ",
            "spec.containers[*].ports");
    assertThat(trial.code()).isEqualTo(ExitCode.DENIED);
  }

  @Test
  void findsClaimsThatAreNotSharedOrNotOnNfs() {
    String claim = "spec.volumes[0].persistentVolumeClaim.claimName";
    assertThat(reasons("003-6-pod-persistentvolumeclaim.yaml"))
        .contains("AccessModeMissing " + claim, "VolumeNotNfs " + claim);
    assertThat(reasons("003-10-service-statefulset.yaml"))
        .contains("AccessModeMissing spec.volumeClaimTemplates[0].spec.accessModes");
  }

  @Test
  void aClaimThatItsVolumeFitsPasses() {
    Trial trial =
        check(
            "000-6-persistentvolumeclaim.yaml",
            "--rule",
            "pvc-bound-rwx-nfs",
            "-i",
            SEEDS.resolve("000-5-persistentvolume.yaml").toString());
    assertThat(trial).isEqualTo(passed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"000-2-service.yaml", "000-3-service.yaml", "000-4-service.yaml"})
  void servicesPass(String name) {
    assertThat(check(name, "--rule", "node-port-range", "--rule", "manifest-strict"))
        .isEqualTo(passed());
  }

  private static Trial passed() {
    return new Trial(ExitCode.OK, "1 file, 1 object: 0 denials, 0 warnings\n", "");
  }

  @Test
  void oneRepairedLineLetsTheNextMistakeBeSeen() throws IOException {
    String quoted =
        Files.readString(SEEDS.resolve("000-1-deployment.yaml")).replace(UNQUOTED, QUOTED);
    Trial both = read(quoted);
    assertThat(both.out())
        .contains("-:26:11: deny [manifest-strict] ", "deny [gpu-node-affinity] ");
    Trial one = read(quoted.replace("          value: \"10015\"\n", ""));
    assertThat(one.out()).contains("deny [gpu-node-affinity] ").doesNotContain("[manifest-strict]");
    assertThat(one.code()).isEqualTo(ExitCode.DENIED);
  }

  private static Trial read(String manifest) {
    return Trial.of(manifest.getBytes(UTF_8), Map.of(), false, "check", "-");
  }

  // "Reason path" of each finding.
  private static List<String> reasons(String name) {
    Trial trial = check(name, "-o", "json");
    List<String> reasons = new ArrayList<>();
    int findings = ((ArrayValue) trial.json().get("findings")).size();
    for (int i = 0; i < findings; i++) {
      reasons.add(
          trial.json("findings", i).get("reason") + " " + trial.json("findings", i).get("path"));
    }
    return reasons;
  }
}
