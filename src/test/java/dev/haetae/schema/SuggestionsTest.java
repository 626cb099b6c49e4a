package dev.haetae.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionsTest {
  @ParameterizedTest
  @CsvSource({
    "PodSpec, nodeSelecter, nodeSelector",
    "PodSpec, Containers, containers",
    "PodSpec, volume, volumes",
    "PodSpec, hostnetwork, hostNetwork",
    "Container, imagePullpolicy, imagePullPolicy",
    "Container, imag, image",
    "Container, commands, command",
    "Container, nmae, name",
    "PersistentVolumeClaimSpec, storageClass, storageClassName",
    "PersistentVolumeClaimSpec, accessMode, accessModes",
    "ServicePort, nodeport, nodePort",
    "ServicePort, ports, port",
    "Apps.DeploymentSpec, replica, replicas",
  })
  void findsTheNameThatWasMeant(String type, String written, String meant) {
    assertThat(Suggestions.nearest(written, Schema.kubernetes().type(type).fieldNames()))
        .contains(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "PodSpec, foo",
    "Container, GPU",
    "Container, volume",
    "ObjectMeta, replicas",
    "PodSpec, ports",
    "PodSpec, ''",
  })
  void doesNotGuessWildly(String type, String written) {
    assertThat(Suggestions.nearest(written, Schema.kubernetes().type(type).fieldNames())).isEmpty();
  }

  @Test
  void amongEquallyNearNamesTheFirstIsTaken() {
    assertThat(Suggestions.nearest("bat", List.of("rat", "cat", "hat"))).contains("cat");
  }

  @ParameterizedTest
  @CsvSource({
    "storage, storaeg, storage-of-another",
    "kitten-kitten, kittne-sitting, kittens-for-sale",
    "abcdef, fabcde, fedcba",
    "metadata, emtadat, data",
    "ONE-NAME, one-nmae, two-names",
  })
  void countsLettersMoreLessOtherAndSwapped(String meant, String written, String other) {
    assertThat(Suggestions.nearest(written, List.of(other, meant))).contains(meant);
  }

  // The plain table of the alignment, without any short cut.
  private static int distance(String one, String other) {
    int[][] table = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        table[i][j] =
            Math.min(Math.min(table[i][j - 1], table[i - 1][j]) + 1, table[i - 1][j - 1] + changed);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
        }
      }
    }
    return table[one.length()][other.length()];
  }

  @Test
  void findsWhatTheWholeTableFinds() {
    Random random = new Random(20260812);
    for (int round = 0; round < 2000; round++) {
      String written = word(random);
      List<String> known = Stream.generate(() -> word(random)).limit(6).toList();
      int near = Math.max(1, written.length() / 3);
      Optional<String> expected =
          known.stream()
              .filter(name -> distance(written, name) <= near)
              .min(
                  Comparator.<String>comparingInt(name -> distance(written, name))
                      .thenComparing(Comparator.naturalOrder()));
      if (expected.isPresent()) {
        assertThat(Suggestions.nearest(written, known)).as(written).isEqualTo(expected);
      }
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int length = random.nextInt(13);
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }

  @Test
  void whatIsLongerThanANameIsNearNothing() {
    String name = "a".repeat(253);
    assertThat(Suggestions.nearest(name, List.of(name + 'b'))).contains(name + 'b');
    assertThat(Suggestions.nearest(name + 'b', List.of(name))).isEmpty();
    assertThat(Suggestions.nearest("volumes", List.of("volumes".repeat(100_000)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "v1, Pod, spec, ports, LIST, spec.containers[*].ports",
    "v1, Pod, spec, command, LIST, spec.containers[*].command",
    "v1, Pod, '', containers, LIST, spec.containers",
    "v1, Pod, spec/containers/[2], limits, OBJECT, spec.containers[2].resources.limits",
    "v1, Pod, spec/containers/[0], nodeSelector, OBJECT, spec.nodeSelector",
    "v1, Pod, spec/containers/[0], claimName, STRING,"
        + " spec.volumes[*].persistentVolumeClaim.claimName",
    "v1, Service, metadata, ports, LIST, spec.ports",
    "v1, Service, spec, nodeport, NUMBER, spec.ports[*].nodePort",
    "v1, PersistentVolumeClaim, metadata, accessModes, LIST, spec.accessModes",
    "apps/v1, Deployment, metadata, replicas, NUMBER, spec.replicas",
    "apps/v1, Deployment, spec/template, containers, LIST, spec.template.spec.containers",
    "apps/v1, Deployment, spec, containers, LIST, spec.template.spec.containers",
    "apps/v1, Deployment, spec/template/metadata, containers, LIST, spec.template.spec.containers",
    "batch/v1, CronJob, spec/jobTemplate, template, OBJECT, spec.jobTemplate.spec.template",
    "batch/v1, CronJob, spec/jobTemplate/spec, spec, OBJECT, spec.jobTemplate.spec.template.spec",
    "batch/v1, CronJob, '', command, LIST,"
        + " spec.jobTemplate.spec.template.spec.containers[*].command",
  })
  void findsWhereAFieldBelongs(
      String apiVersion, String kind, String path, String field, Shape value, String place) {
    assertThat(belongs(apiVersion, kind, path, field, value)).contains(place);
  }

  @ParameterizedTest
  @CsvSource({
    "v1, Pod, spec, name, STRING",
    "v1, Pod, spec, foo, STRING",
    "v1, Pod, spec, Containers, LIST",
    "v1, Pod, spec/containers/[0], httpGet, OBJECT",
    "v1, Pod, spec/containers/[0], phase, STRING",
    "v1, Pod, spec, ports, STRING",
    "v1, Service, spec/ports/[0], ports, LIST",
    "v1, PersistentVolume, spec, path, STRING",
    "apps/v1, Deployment, spec/selector, app, STRING",
    "apps/v1, Deployment, nowhere/at/all, foo, STRING",
  })
  void doesNotSendAFieldWhereItMayNotBeMeant(
      String apiVersion, String kind, String path, String field, Shape value) {
    assertThat(belongs(apiVersion, kind, path, field, value)).isEmpty();
  }

  @Test
  void typesThatContainThemselvesEndTheSearch() {
    assertThat(
            belongs(
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                "spec/versions/[0]/schema/openAPIV3Schema/properties/a.b",
                "nothingLikeIt",
                Shape.OBJECT))
        .isEmpty();
    assertThat(
            belongs(
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                "spec/versions/[0]/schema/openAPIV3Schema/properties/a.b",
                "served",
                Shape.BOOLEAN))
        .contains("spec.versions[0].served");
  }

  private static Optional<String> belongs(
      String apiVersion, String kind, String path, String field, Shape value) {
    return Suggestions.belongs(
        Schema.kubernetes().kind(apiVersion, kind).orElseThrow(),
        path.isEmpty() ? List.of() : List.of(path.split("/", -1)),
        field,
        value);
  }

  private static Set<String> places(List<String> path, List<Set<String>> written, String field) {
    ObjectType pod = Schema.kubernetes().kind("v1", "Pod").orElseThrow();
    return Suggestions.places(pod, path, written, field, Shape.STRING, _ -> {});
  }

  @Test
  void aSourceThatIsWrittenLeavesNoPlaceInAnother() {
    List<String> path = List.of("spec", "volumes", "[0]");
    Set<String> claim = Set.of("spec.volumes[0].persistentVolumeClaim.claimName");
    assertThat(places(path, List.of(), "claimName")).isEqualTo(claim);
    List<Set<String>> empty = List.of(Set.of(), Set.of(), Set.of(), Set.of("name", "emptyDir"));
    assertThat(places(path, empty, "claimName")).isEmpty();
    List<Set<String>> same = List.of(Set.of(), Set.of(), Set.of(), Set.of("persistentVolumeClaim"));
    assertThat(places(path, same, "claimName")).isEqualTo(claim);
  }

  @Test
  void placesThatAreEquallyNearAreAllNamed() {
    List<String> path = List.of("spec", "containers", "[0]", "livenessProbe");
    String probe = "spec.containers[0].livenessProbe.";
    assertThat(places(path, List.of(), "port"))
        .containsExactly(probe + "grpc.port", probe + "httpGet.port", probe + "tcpSocket.port");
  }
}
