package dev.haetae.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.GoldenFile;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaTest {
  private static final Path TABLE = Path.of("src/main/resources/dev/haetae/schema/kubernetes.txt");

  @Test
  @Tag(GoldenFile.TAG)
  void tableIsTheGeneratorsWork() throws IOException, ReflectiveOperationException {
    GoldenFile.compare(TABLE, SchemaGenerator.generate());
  }

  @Test
  void linesAreSortedSoThatTheyAreFound() throws IOException {
    assertThat(Files.readAllLines(TABLE)).isSorted();
  }

  @Test
  void everyTypeCanBeReadFromEveryKind() throws IOException {
    Schema schema = Schema.of(Files.readString(TABLE));
    Set<String> seen = new HashSet<>();
    List<String> lines = Files.readAllLines(TABLE);
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("kind")) {
        walk(schema.kind(words[1], words[2]).orElseThrow(), seen);
      }
    }
    assertThat(seen).hasSize((int) lines.stream().filter(l -> l.startsWith("type ")).count());
  }

  @ParameterizedTest
  @CsvSource({
    "apps/v1, Deployment, true",
    "v1, Deployment, false",
    "apps/v1, deployment, false",
    "batch/v1beta1, CronJob, false",
    "extensions/v1beta1, Ingress, false",
    "v1, Status, false",
    "app/v1, Deployment, false",
    "skaffold/v2, Config, true",
    "gateway.networking.k8s.io/v1, Gateway, true",
    "resource.k8s.io/v1beta1, ResourceClaim, true",
    "resource.k8s.io/v1alpha2, ResourceClaim, false",
  })
  void knowsWhichKindsAnApiServerHas(String apiVersion, String kind, boolean served) {
    assertThat(Schema.kubernetes().serves(apiVersion, kind)).isEqualTo(served);
  }

  @ParameterizedTest
  @CsvSource({
    "v1, Deployment, apps/v1, Deployment",
    "apps/v1, deployment, apps/v1, Deployment",
    "autoscaling/v2beta2, HorizontalPodAutoscaler, autoscaling/v2, HorizontalPodAutoscaler",
    "extensions/v1beta1, NetworkPolicy, networking.k8s.io/v1, NetworkPolicy",
    "resource.k8s.io/v1alpha2, ResourceClaim, resource.k8s.io/v1, ResourceClaim",
    "v1, PersistentVolumeclaim, v1, PersistentVolumeClaim",
    "batch/v1, Jobs, batch/v1, Job",
  })
  void findsTheKindThatIsMeant(String apiVersion, String kind, String meant, String name) {
    assertThat(Schema.kubernetes().served().nearest(new ServedKinds.Kind(apiVersion, kind)))
        .contains(new ServedKinds.Kind(meant, name));
  }

  @ParameterizedTest
  @CsvSource({"autoscaling/v1, VerticalPodAutoscaler", "v1, Gateway"})
  void guessesAtNoKindThatIsFar(String apiVersion, String kind) {
    assertThat(Schema.kubernetes().served().nearest(new ServedKinds.Kind(apiVersion, kind)))
        .isEmpty();
  }

  @Test
  void knowsSinceWhenAKindIsGone() {
    assertThat(Schema.kubernetes().removedIn("policy/v1beta1", "PodSecurityPolicy"))
        .contains("1.25");
    assertThat(Schema.kubernetes().removedIn("v1", "Status")).isEmpty();
    assertThat(Schema.kubernetes().removedIn("v1", "Pod")).isEmpty();
  }

  private static void walk(ObjectType type, Set<String> seen) {
    if (seen.add(type.name())) {
      assertThat(type.fieldNames()).as(type.name()).isNotNull();
      type.fieldNames().forEach(name -> walk(type.field(name).orElseThrow(), seen));
    }
  }

  private static void walk(FieldType type, Set<String> seen) {
    switch (type) {
      case ObjectOf object -> walk(object.type(), seen);
      case ListOf list -> walk(list.element(), seen);
      case MapOf map -> walk(map.value(), seen);
      case ObjectOr choice -> walk(choice.type(), seen);
      case Scalar _, FieldType.Any _ -> assertThat(type.words()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "v1, Pod, spec.containers.ports.containerPort, INT32",
    "v1, Pod, spec.terminationGracePeriodSeconds, INT64",
    "v1, Pod, spec.containers.livenessProbe.httpGet.port, INT_OR_STRING",
    "v1, Pod, spec.containers.resources.limits.x, QUANTITY",
    "v1, Pod, spec.volumes.emptyDir.sizeLimit, QUANTITY",
    "v1, Pod, metadata.creationTimestamp, TIME",
    "v1, Pod, metadata.labels.x, STRING",
    "v1, Pod, spec.containers.tty, BOOLEAN",
    "v1, Secret, data.x, BYTES",
    "v1, Secret, stringData.x, STRING",
    "v1, ConfigMap, binaryData.x, BYTES",
    "v1, Service, spec.ports.targetPort, INT_OR_STRING",
    "coordination.k8s.io/v1, Lease, spec.renewTime, MICRO_TIME",
    "apps/v1, DaemonSet, spec.updateStrategy.rollingUpdate.maxUnavailable, INT_OR_STRING",
    "apiextensions.k8s.io/v1, CustomResourceDefinition,"
        + " spec.versions.schema.openAPIV3Schema.maximum, NUMBER",
  })
  void fieldsHaveTheTypesOfTheApi(String apiVersion, String kind, String path, Scalar type) {
    FieldType at = new ObjectOf(Schema.kubernetes().kind(apiVersion, kind).orElseThrow());
    for (String step : path.split("\\.", -1)) {
      at =
          switch (at) {
            case ObjectOf object -> object.type().field(step).orElseThrow();
            case ListOf(ObjectOf object) -> object.type().field(step).orElseThrow();
            case MapOf map -> map.value();
            case ListOf _, ObjectOr _, Scalar _, FieldType.Any _ ->
                throw new AssertionError(step + " of " + path);
          };
    }
    assertThat(at).isEqualTo(type);
  }

  @Test
  void namesAreTheirOwnAndCaseCounts() {
    ObjectType pod = Schema.kubernetes().kind("v1", "Pod").orElseThrow();
    assertThat(pod.name()).isEqualTo("Pod");
    assertThat(pod.fieldNames())
        .containsExactly("apiVersion", "kind", "metadata", "spec", "status");
    assertThat(pod.field("Spec")).isEmpty();
    assertThat(pod.field("additionalProperties")).isEmpty();
    assertThat(Schema.kubernetes().kind("apps/v1", "Deployment").orElseThrow().name())
        .isEqualTo("Apps.Deployment");
  }

  @ParameterizedTest
  @CsvSource({
    "v1, Deployment",
    "apps/v1, Pod",
    "argoproj.io/v1alpha1, Rollout",
    "'', Pod",
    "v1, ''",
    "v1, 'Pod Pod'",
    "v1, P",
    "'apps/v1 Deployment', Apps.Deployment",
    "v1, PodList",
    "autoscaling/v2beta2, HorizontalPodAutoscaler",
  })
  void otherKindsAreUnknown(String apiVersion, String kind) {
    assertThat(Schema.kubernetes().kind(apiVersion, kind)).isEmpty();
  }

  @Test
  void typesMayContainThemselves() {
    ObjectType schema = Schema.kubernetes().type("Apiextensions.V1.JSONSchemaProps");
    assertThat(schema.field("not")).contains(new ObjectOf(schema));
    assertThat(schema.field("items"))
        .contains(new ObjectOr(schema, new ListOf(new ObjectOf(schema)), false));
    assertThat(schema.field("additionalProperties"))
        .contains(new ObjectOr(schema, Scalar.BOOLEAN, true));
  }

  @Test
  void aWordThatIsNoneIsAFaultOfTheTable() {
    ObjectType type = Schema.of("kind v1 A A\ntype A b:strnig\n").kind("v1", "A").orElseThrow();
    assertThatThrownBy(() -> type.field("b"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no such word for a type: strnig");
  }
}
