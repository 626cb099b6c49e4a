package dev.haetae.cluster.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.cluster.registration.ServedKinds.ServedKind;
import dev.haetae.resource.GroupKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of kinds while an API server tells it, and when it does not. */
final class ServedKindsTest {
  private static final GroupKind JOB_SET = new GroupKind("jobset.x-k8s.io", "JobSet");
  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  private static final String GROUPS =
      """
      {"groups": [
        {"name": "jobset.x-k8s.io",
         "versions": [{"groupVersion": "jobset.x-k8s.io/v1alpha1"},
                      {"groupVersion": "jobset.x-k8s.io/v1alpha2"}],
         "preferredVersion": {"groupVersion": "jobset.x-k8s.io/v1alpha2"}},
        {"name": "other", "versions": [{"groupVersion": "other/v1"}],
         "preferredVersion": {"groupVersion": "other/v1"}}]}
      """;
  private static final String KINDS =
      """
      {"resources": [{"name": "jobsets", "kind": "JobSet", "verbs": ["list"]},
                     {"name": "jobsets/status", "kind": "JobSet", "verbs": ["get"]}]}
      """;

  private FakeApiServer server;
  private Cluster cluster;
  private ServedKinds kinds;

  @BeforeEach
  void start() throws Exception {
    server = new FakeApiServer();
    cluster = Cluster.of(server.kubeconfig(), Map.of());
    kinds = new ServedKinds(new Discovery(cluster.server()));
  }

  @AfterEach
  void stop() {
    cluster.close();
    server.close();
  }

  private void serveJobSets() {
    server
        .serving("/apis", GROUPS)
        .serving("/apis/jobset.x-k8s.io/v1alpha1", KINDS)
        .serving("/apis/jobset.x-k8s.io/v1alpha2", KINDS);
  }

  @Test
  void asksForNothingThatEveryApiServerHas() {
    assertThat(kinds.refresh(List.of(DEPLOYMENT, GroupKind.POD))).isTrue();
    assertThat(server.asked()).isEmpty();
    assertThat(kinds.find(DEPLOYMENT))
        .isEqualTo(new ServedKind(DEPLOYMENT, List.of("v1"), "deployments"));
    assertThat(kinds.find(JOB_SET)).isNull();
  }

  @Test
  void findsAllVersionsOfThePoliciesKindsThePreferredOneFirst() {
    serveJobSets();
    assertThat(kinds.refresh(List.of(JOB_SET))).isTrue();
    assertThat(kinds.find(JOB_SET))
        .isEqualTo(new ServedKind(JOB_SET, List.of("v1alpha2", "v1alpha1"), "jobsets"));
    assertThat(server.asked()).doesNotContain("/apis/other/v1");
  }

  @Test
  void passesOverAVersionThatHasGone() {
    serveJobSets();
    server.once("/apis/jobset.x-k8s.io/v1alpha1", 404, "{\"code\":404}");
    assertThat(kinds.refresh(List.of(JOB_SET))).isTrue();
    assertThat(kinds.find(JOB_SET))
        .isEqualTo(new ServedKind(JOB_SET, List.of("v1alpha2"), "jobsets"));
  }

  @Test
  void staysAsItWasWhileTheApiServerDoesNotSay() {
    serveJobSets();
    kinds.refresh(List.of(JOB_SET));
    server.once("/apis", 403, "{\"kind\":\"Status\",\"code\":403,\"message\":\"not you\"}");
    assertThat(kinds.refresh(List.of(JOB_SET))).isFalse();
    server.once("/apis", 200, "{\"groups\": 7}");
    assertThat(kinds.refresh(List.of(JOB_SET))).isFalse();
    assertThat(kinds.find(JOB_SET)).isNotNull();
    assertThat(kinds.refresh(List.of(JOB_SET))).isTrue();
  }
}
