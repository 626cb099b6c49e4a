package dev.haetae.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
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
    "'', '', 0",
    "a, '', 1",
    "ab, ba, 1",
    "abc, abc, 0",
    "kitten, sitting, 3",
    "ca, abc, 3"
  })
  void countsSlipsOfThePen(String one, String other, int distance) {
    assertThat(Suggestions.distance(one, other)).isEqualTo(distance);
    assertThat(Suggestions.distance(other, one)).isEqualTo(distance);
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
}
