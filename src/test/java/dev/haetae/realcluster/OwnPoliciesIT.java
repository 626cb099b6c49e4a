package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Policies that users write in CEL, enforced by the webhook in a real cluster. */
@RealCluster(own = true)
final class OwnPoliciesIT {
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String CLAIMS =
      "/api/v1/namespaces/default/persistentvolumeclaims?dryRun=All";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps?dryRun=All";
  private static final ResourceDefinitionContext POLICIES =
      new ResourceDefinitionContext.Builder()
          .withGroup("haetae.dev")
          .withVersion("v1alpha1")
          .withKind("Policy")
          .withPlural("policies")
          .withNamespaced(false)
          .build();

  private static final String OWN_EXPORT =
      """
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata: {name: own-export}
      spec:
        matchConstraints:
          resourceRules:
          - {apiGroups: [""], apiVersions: [v1], resources: [persistentvolumeclaims]}
        variables:
        - name: volume
          expression: inventory.volume(object.spec.volumeName)
        validations:
        - expression: >-
            !has(object.spec.volumeName) || !variables.volume.hasValue()
            || variables.volume.value().source.path.startsWith('/exports/' + object.metadata.namespace + '/')
          messageExpression: "'the volume ' + object.spec.volumeName + ' is not of this team'"
      """;

  private static final String VOLUME =
      """
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: theirs}
      spec:
        capacity: {storage: 5Gi}
        accessModes: [ReadWriteMany]
        storageClassName: ""
        nfs: {server: filer.example, path: /exports/other/data}
      """;

  private static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec:
        accessModes: [ReadWriteMany]
        storageClassName: ""
        volumeName: theirs
        resources: {requests: {storage: 1Gi}}
      """;

  private static void apply(ControlPlane plane, String yaml) {
    for (var object : plane.client().load(ControlPlane.stream(yaml)).items()) {
      plane.client().resource(object).forceConflicts().serverSideApply();
    }
  }

  private static boolean isRefused(ControlPlane plane) {
    Answer answer = plane.post(CLAIMS, CLAIM);
    return answer.code() == 403 && answer.body().contains("[own-export]");
  }

  private static String condition(ControlPlane plane, String field) {
    GenericKubernetesResource policy =
        plane.client().genericKubernetesResources(POLICIES).withName("own-export").get();
    return Objects.toString(policy.get("status", "conditions", 0, field));
  }

  @Test
  void anOwnPolicyLooksAtTheClusterAndABrokenEditKeepsTheLastGoodOne(
      ControlPlane plane, Installation haetae) {
    plane.create(VOLUME);
    assertThat(isRefused(plane)).isFalse();

    // The first of its sort in the life of a server has the language loaded.
    apply(plane, OWN_EXPORT.replace("name: own-export", "name: first-of-all"));
    Await.until(
        "the first refuses", SOON, () -> plane.post(CLAIMS, CLAIM).body().contains("first-of-all"));
    apply(plane, OWN_EXPORT);
    Await.until("it refuses", A_SECOND, () -> isRefused(plane));
    Answer answer = plane.post(CLAIMS, CLAIM);
    assertThat(answer.status().getMessage())
        .contains("[own-export]", "the volume theirs is not of this team");
    assertThat(answer.status().getDetails().getCauses())
        .extracting(StatusCause::getReason)
        .contains("Invalid");

    apply(plane, OWN_EXPORT.replace("source.path", "source.directory"));
    Await.until(
        "its status says what is wrong",
        SOON,
        () -> condition(plane, "message").contains("undefined field 'directory'"));
    assertThat(condition(plane, "status")).isEqualTo("False");
    assertThat(condition(plane, "message"))
        .contains("spec.validations[0].expression does not compile: 1:", "stays in force");
    assertThat(isRefused(plane)).isTrue();

    apply(plane, OWN_EXPORT.replace("object.metadata.namespace", "'other'"));
    Await.until("it is in force again", SOON, () -> condition(plane, "status").equals("True"));
  }

  @Test
  void aKindThatNoRuleOfOursJudgesIsJudgedByAnOwnPolicy(ControlPlane plane, Installation haetae) {
    apply(
        plane,
        """
        apiVersion: haetae.dev/v1alpha1
        kind: Policy
        metadata: {name: no-such-map}
        spec:
          matchConstraints:
            resourceRules: [{apiGroups: [""], apiVersions: [v1], resources: [configmaps]}]
          validations: [{expression: object.metadata.name != 'bad', message: not this one}]
        """);
    Await.until(
        "it refuses",
        SOON,
        () ->
            plane
                .post(MAPS, "{apiVersion: v1, kind: ConfigMap, metadata: {name: bad}}")
                .body()
                .contains("not this one"));
    assertThat(plane.post(MAPS, "{apiVersion: v1, kind: ConfigMap, metadata: {name: good}}").code())
        .isEqualTo(201);
  }
}
