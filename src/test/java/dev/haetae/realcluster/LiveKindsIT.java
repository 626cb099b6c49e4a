package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the webhook follows because a rule looks at it, with the rights that the chart gives. */
@RealCluster(own = true)
final class LiveKindsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String DEPLOYMENTS =
      "/apis/apps/v1/namespaces/default/deployments?dryRun=All";
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: d}
      spec:
        selector: {matchLabels: {a: b}}
        template:
          metadata: {labels: {a: b}}
          spec:
            serviceAccountName: bot
            runtimeClassName: kata
            priorityClassName: high
            containers: [{name: main, image: example/app:1.0}]
      """;

  @Test
  void theAccountAndTheClassesOfADeploymentAreLookedUp(ControlPlane plane, Installation haetae) {
    Answer missing = plane.post(DEPLOYMENTS, DEPLOYMENT);
    assertThat(missing.code()).as(missing.body()).isEqualTo(201);
    assertThat(missing.warnings())
        .anyMatch(warning -> warning.contains("ServiceAccount \"bot\" does not exist"))
        .anyMatch(warning -> warning.contains("RuntimeClass \"kata\" does not exist"))
        .anyMatch(warning -> warning.contains("PriorityClass \"high\" does not exist"));

    plane.create(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: bot, namespace: default}
        ---
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: kata}
        handler: kata
        ---
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: high}
        value: 1000
        """);
    Await.until(
        "what has been made is known",
        SOON,
        () ->
            plane.post(DEPLOYMENTS, DEPLOYMENT).warnings().stream()
                .noneMatch(warning -> warning.contains("references-exist")));
  }

  /** A replica of today whose ClusterRole is that of a chart before. */
  @Test
  void anOlderClusterRoleIsEnoughToGetReady(ControlPlane plane, Installation haetae)
      throws Exception {
    var roles = plane.client().rbac().clusterRoles().withName("haetae");
    ClusterRole whole = roles.get();
    Set<String> later =
        Set.of(
            "limitranges",
            "resourcequotas",
            "serviceaccounts",
            "runtimeclasses",
            "priorityclasses");
    try {
      var _ =
          roles.edit(role -> {
            role.getRules().forEach(rule -> rule.getResources().removeAll(later));
            role.getRules().removeIf(rule -> rule.getResources().isEmpty());
            return role;
          });
      Replica replica = haetae.startReplica();
      assertThat(replica.readiness())
          .contains(
              "\"withheld\"", "ServiceAccount: not to be read", "ResourceQuota: not to be read");
      assertThat(replica.metrics()).contains("haetae_inventory_synced{kind=\"Pod\"} 1");
    } finally {
      var _ =
          roles.edit(role -> {
            role.setRules(whole.getRules());
            return role;
          });
    }
  }
}
