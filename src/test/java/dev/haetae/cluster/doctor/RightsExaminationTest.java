package dev.haetae.cluster.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.cluster.registration.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which kinds the ClusterRole of a cluster does not let replicas read. */
class RightsExaminationTest {
  private static final String ROLE = "/apis/rbac.authorization.k8s.io/v1/clusterroles/haetae";
  private static final String CORE =
      "\"limitranges\",\"namespaces\",\"nodes\",\"persistentvolumeclaims\",\"persistentvolumes\","
          + "\"pods\",\"services\"";

  private FakeApiServer server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeApiServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String rule(String group, String resources, String verbs) {
    return "{\"apiGroups\":[\"%s\"],\"resources\":[%s],\"verbs\":[%s]}"
        .formatted(group, resources, verbs);
  }

  private List<String> told(String... rules) throws Exception {
    if (rules.length > 0) {
      server.serving(
          ROLE,
          "{\"kind\":\"ClusterRole\",\"metadata\":{\"name\":\"haetae\"},\"rules\":[%s]}"
              .formatted(String.join(",", rules)));
    }
    List<Check> checks = new ArrayList<>();
    try (Cluster cluster = Cluster.of(server.kubeconfig(), Map.of())) {
      new RightsExamination(cluster.objects(), Installation.named("haetae", "haetae"))
          .examine(new Checks("rights", checks));
    }
    return checks.stream().map(check -> check.outcome() + " " + check.finding()).toList();
  }

  @Test
  void anOlderRoleLacksWhatRulesOfTodayLookAt() throws Exception {
    assertThat(
            told(
                rule("", CORE, "\"get\",\"list\",\"watch\""),
                rule("storage.k8s.io", "\"storageclasses\"", "\"*\""),
                rule("node.k8s.io", "\"runtimeclasses\"", "\"get\"")))
        .containsExactly(
            "WARN the ClusterRole haetae does not let replicas list and watch deviceclasses,"
                + " resourcequotas, runtimeclasses, priorityclasses, serviceaccounts: rules that"
                + " look at them find nothing");
  }

  @Test
  void withoutTheCoreNoReplicaGetsReady() throws Exception {
    assertThat(told(rule("*", CORE, "\"*\"")))
        .hasSize(2)
        .first()
        .asString()
        .isEqualTo(
            "FAIL the ClusterRole haetae does not let replicas list and watch storageclasses");
  }

  @Test
  void isSilentWhereThereIsNothingToSay() throws Exception {
    assertThat(told()).isEmpty();
    assertThat(told(rule("*", "\"*\"", "\"*\""))).isEmpty();
  }
}
