package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ArrayValue;
import dev.haetae.resource.JsonReader;
import dev.haetae.resource.Limits;
import dev.haetae.resource.NumberValue;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.StringValue;
import dev.haetae.resource.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code check} says of the manifests the project grew from, where they are. */
class SeedManifestsTest {
  private static final Path MANIFESTS = Path.of("..", "shared", "seed-manifests");

  /**
   * A run of {@code check -o json}.
   *
   * @param found {@code rule/Reason path line:column}, of findings only
   * @param errors {@code line: message}
   */
  private record Run(int code, List<String> found, List<String> errors) {}

  @BeforeEach
  void areThere() {
    Assumptions.assumeTrue(Files.isDirectory(MANIFESTS), "no ../shared/seed-manifests");
  }

  private static String seed(String name) {
    return MANIFESTS.resolve(name + ".yaml").toString();
  }

  private static Run check(String in, String... arguments) throws UnreadableException {
    List<String> all = new ArrayList<>(List.of("check", "-o", "json"));
    all.addAll(List.of(arguments));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code;
    try (PrintStream stream = new PrintStream(out, false, UTF_8)) {
      Terminal terminal =
          new Terminal(
              new ByteArrayInputStream(in.getBytes(UTF_8)),
              stream,
              new PrintStream(new ByteArrayOutputStream(), false, UTF_8),
              Map.of(),
              false);
      code =
          CommandLineInterface.run(
              all.toArray(String[]::new),
              terminal,
              InstantSource.fixed(Instant.EPOCH),
              (_, _, _, _) -> "not here",
              "test");
    }
    ObjectValue report =
        (ObjectValue) JsonReader.documents(out.toString(UTF_8), Limits.FILES).getFirst().root();
    List<String> found = new ArrayList<>();
    for (ObjectValue finding : objects(report, "findings")) {
      ObjectValue location = (ObjectValue) finding.get("location");
      found.add(
          text(finding, "rule")
              + '/'
              + text(finding, "reason")
              + ' '
              + text(finding, "path")
              + ' '
              + number(location, "line")
              + ':'
              + number(location, "column"));
    }
    List<String> errors = new ArrayList<>();
    for (ObjectValue error : objects(report, "errors")) {
      errors.add(number(error, "line") + ": " + text(error, "message"));
    }
    return new Run(code, found, errors);
  }

  private static List<ObjectValue> objects(ObjectValue report, String key) {
    ArrayValue array = (ArrayValue) report.get(key);
    List<ObjectValue> objects = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      objects.add((ObjectValue) array.get(i));
    }
    return objects;
  }

  private static String text(ObjectValue object, String key) {
    return ((StringValue) object.get(key)).text();
  }

  private static String number(ObjectValue object, String key) {
    return ((NumberValue) object.get(key)).literal();
  }

  @ParameterizedTest
  @CsvSource({
    "000-1-deployment, 19, put it in quotes",
    "003-4-persistentvolumeclaim, 9, // begins no comment",
    "003-5-persistentvolume, 12, // begins no comment"
  })
  void unreadableOnesSayTheLineAndWhatToWrite(String name, int line, String hint)
      throws UnreadableException {
    Run run = check("", seed(name));
    assertThat(run.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.found()).isEmpty();
    assertThat(run.errors()).singleElement().asString().startsWith(line + ": ").contains(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "002-4-pod, no-host-path/HostPathVolume spec.volumes[0].hostPath 15:5",
    "003-2-pod, no-host-path/HostPathVolume spec.volumes[0].hostPath 17:5",
    "003-1-pod, manifest-strict/UnknownField spec.ports 18:3"
  })
  void deniedOnesSayTheField(String name, String finding) throws UnreadableException {
    assertThat(check("", seed(name)))
        .isEqualTo(new Run(ExitCode.DENIED, List.of(finding), List.of()));
  }

  @Test
  void theClaimOnADiskOfOneNodeIsDenied() throws UnreadableException {
    Run run = check("", seed("003-6-pod-persistentvolumeclaim"));
    assertThat(run.code()).isEqualTo(ExitCode.DENIED);
    assertThat(run.found())
        .contains("pvc-bound-rwx-nfs/AccessModeMissing spec.accessModes 22:3")
        .anyMatch(found -> found.startsWith("pvc-bound-rwx-nfs/VolumeNotNfs "));
  }

  @Test
  void theTemplateOfTheStatefulSetNamesItsModes() throws UnreadableException {
    assertThat(check("", seed("003-10-service-statefulset")).found())
        .contains(
            "pvc-bound-rwx-nfs/AccessModeMissing spec.volumeClaimTemplates[0].spec.accessModes"
                + " 45:7");
  }

  @Test
  void theClaimPassesBesideItsVolume() throws UnreadableException {
    Run run = check("", seed("000-6-persistentvolumeclaim"), "-i", seed("000-5-persistentvolume"));
    assertThat(run).isEqualTo(new Run(ExitCode.OK, List.of(), List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"000-2-service", "000-3-service", "000-4-service"})
  void theServicesPass(String name) throws UnreadableException {
    assertThat(check("", seed(name))).isEqualTo(new Run(ExitCode.OK, List.of(), List.of()));
  }

  /** The placeholder quoted, so that the file can be read; it writes one {@code value:} twice. */
  @Test
  void theDeploymentOnceReadablePinsNoNode() throws IOException, UnreadableException {
    String image = "{container_registry_IP}:{container_registry_Port}/image_example:latest";
    String quoted =
        Files.readString(Path.of(seed("000-1-deployment"))).replace(image, '"' + image + '"');
    Run twice = check(quoted, "-");
    assertThat(twice.code()).isEqualTo(ExitCode.DENIED);
    assertThat(twice.found())
        .anyMatch(found -> found.startsWith("gpu-node-affinity/NodeAffinityMissing "))
        .anyMatch(found -> found.startsWith("manifest-strict/DuplicateKey "));

    Run once = check(quoted.replaceFirst("(?m)^ *value: .*\\n(?= *value: )", ""), "-");
    assertThat(once.code()).isEqualTo(ExitCode.DENIED);
    assertThat(once.found())
        .singleElement()
        .asString()
        .startsWith("gpu-node-affinity/NodeAffinityMissing ");
  }

  /** One file that cannot be read does not keep the others from being judged. */
  @Test
  void theWholeFolderIsJudged() throws UnreadableException {
    Run run = check("", MANIFESTS.toString());
    assertThat(run.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.errors()).hasSize(3);
    assertThat(run.found())
        .contains(
            "no-host-path/HostPathVolume spec.volumes[0].hostPath 15:5",
            "no-host-path/HostPathVolume spec.volumes[0].hostPath 17:5",
            "manifest-strict/UnknownField spec.ports 18:3");
  }
}
