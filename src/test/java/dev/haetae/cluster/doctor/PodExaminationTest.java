package dev.haetae.cluster.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ConfigurationReader;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of the pods that run would be refused, by a server that has these pods. */
class PodExaminationTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final String PODS = "/api/v1/pods";

  private FakeApiServer server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeApiServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<Check> examine(String configuration, StreamedObject... policies) throws Exception {
    return examine(configuration, policies.length == 0 ? null : List.of(policies));
  }

  private List<Check> examine(String configuration, @Nullable List<StreamedObject> policies)
      throws Exception {
    Configuration read =
        configuration.isEmpty()
            ? Configuration.DEFAULT
            : ConfigurationReader.read(
                ("apiVersion: haetae.dev/v1alpha1\nkind: Configuration\n" + configuration)
                    .getBytes(StandardCharsets.UTF_8),
                "x");
    List<Check> checks = new ArrayList<>();
    try (Cluster cluster = Cluster.of(server.kubeconfig(), Map.of())) {
      new PodExamination(cluster.server(), "haetae", read, CLOCK)
          .examine(new Checks("pods", checks), policies);
    }
    return checks;
  }

  private static StreamedObject policy(String name, String spec) throws Exception {
    String json = "{\"metadata\":{\"name\":\"%s\"},\"spec\":%s}".formatted(name, spec);
    ObjectValue tree =
        (ObjectValue) JsonReader.review(json.getBytes(StandardCharsets.UTF_8), Limits.REVIEW);
    return new StreamedObject(tree, "", "", "", name, "", json.length(), false);
  }

  private static String pod(String namespace, String name, String owner, String volumes) {
    return """
    {"metadata":{"name":"%s","namespace":"%s","labels":{"pod-template-hash":"5d9f"},
     "ownerReferences":[%s]},
     "spec":{"nodeName":"n1","containers":[{"name":"c","image":"registry.lab.internal/c:1"}],
     "volumes":[%s]},"status":{"phase":"Running"}}
    """
        .formatted(name, namespace, owner, volumes);
  }

  private static String owner(String kind, String name) {
    return "{\"apiVersion\":\"apps/v1\",\"kind\":\"%s\",\"name\":\"%s\",\"uid\":\"u\",\"controller\":true}"
        .formatted(kind, name);
  }

  private static final String HOST_PATH = "{\"name\":\"v\",\"hostPath\":{\"path\":\"/run\"}}";

  private void serve(String... pods) {
    server.serving(PODS, FakeApiServer.list("1", "", pods));
  }

  @Test
  void agentsOutsideTheListAreNamedByTheirDaemonSet() throws Exception {
    serve(
        pod("edge", "agent-a", owner("DaemonSet", "agent"), HOST_PATH),
        pod("edge", "agent-b", owner("DaemonSet", "agent"), HOST_PATH),
        pod("kube-flannel", "flannel-a", owner("DaemonSet", "flannel"), HOST_PATH),
        pod("haetae", "own", "", HOST_PATH),
        pod("team-a", "web-5d9f-x", owner("ReplicaSet", "web-5d9f"), HOST_PATH),
        pod("team-a", "fine", "", ""));

    List<Check> checks = examine("");

    assertThat(checks)
        .containsExactly(
            Check.warn(
                "pods",
                "DaemonSet edge/agent: 2 running pods would be refused at the next start, by"
                    + " no-host-path: spec.volumes[0].hostPath mounts \"/run\" of the node: that"
                    + " opens the node",
                "if it is an agent of the nodes, exempt its namespace: add \"edge\" to"
                    + " agents.namespaces"),
            Check.warn(
                "pods",
                "Deployment team-a/web: a running pod would be refused at the next start, by"
                    + " no-host-path: spec.volumes[0].hostPath mounts \"/run\" of the node: that"
                    + " opens the node, and stays behind when the pod moves",
                "claim an NFS volume instead (persistentVolumeClaim)"));
    assertThat(server.asked())
        .anyMatch(asked ->
            asked.startsWith(
                PODS + "?fieldSelector=status.phase!%3DSucceeded,status.phase!%3DFailed&"));
  }

  @Test
  void theConfigurationsAgentsAndNamespacesAreLeftOut() throws Exception {
    serve(
        pod("edge", "agent-a", owner("DaemonSet", "agent"), HOST_PATH),
        pod("platform", "tool", "", HOST_PATH),
        pod("labelled", "tool", "", HOST_PATH));
    server.serving(
        "/api/v1/namespaces",
        FakeApiServer.list(
            "1",
            "",
            "{\"metadata\":{\"name\":\"labelled\",\"labels\":{\"haetae.dev/exempt\":\"\"}}}"));

    assertThat(
            examine(
                """
                agents: {namespaces: [edge]}
                registration: {service: {}, excludeNamespaces: [kube-system, platform]}
                """))
        .containsExactly(
            Check.ok("pods", "none of 3 running pods would be refused at its next start"));
  }

  @Test
  void policiesOfTheClusterJudgeWhereThereAreAny() throws Exception {
    serve(pod("team-a", "a", "", HOST_PATH));
    String warns = "{\"rule\":\"no-host-path\",\"validationActions\":[\"Warn\"]}";
    String denies = "{\"rule\":\"no-host-path\"}";
    StreamedObject broken = policy("broken", "{\"rule\":\"unheard-of\"}");

    assertThat(examine("", policy("mine", warns), broken))
        .extracting(Check::outcome)
        .containsExactly(Check.Outcome.OK);
    assertThat(examine("", policy("mine", denies)))
        .extracting(Check::finding)
        .singleElement()
        .asString()
        .startsWith("Pod team-a/a: a running pod would be refused at the next start, by mine: ");
  }

  @Test
  void exceptionsThatAreHonouredHold() throws Exception {
    serve(pod("team-a", "a", "", HOST_PATH));
    server.serving(
        "/apis/" + PolicyReader.API_VERSION + "/policyexceptions",
        FakeApiServer.list(
            "1",
            "",
            """
            {"metadata":{"name":"e","namespace":"platform"},"spec":{"policies":["mine"],
            "match":{"namespaces":["team-a"]},"reason":"counts"}}
            """));
    StreamedObject mine = policy("mine", "{\"rule\":\"no-host-path\"}");

    assertThat(examine("exceptions: {namespaces: [platform]}\n", mine))
        .extracting(Check::outcome)
        .containsExactly(Check.Outcome.OK);
    assertThat(examine("", mine)).extracting(Check::outcome).containsExactly(Check.Outcome.WARN);
  }

  @Test
  void manyAreSummedUpAndDaemonSetsComeFirst() throws Exception {
    List<String> pods = new ArrayList<>();
    for (int i = 10; i < 40; i++) {
      pods.add(pod("team-" + i, "a", "", HOST_PATH));
    }
    pods.add(pod("zone", "agent-a", owner("DaemonSet", "agent"), HOST_PATH));
    serve(pods.toArray(String[]::new));

    List<Check> checks = examine("");

    assertThat(checks).hasSize(21);
    assertThat(checks.getFirst().finding()).startsWith("DaemonSet zone/agent: ");
    assertThat(checks.getLast().finding())
        .isEqualTo(
            "11 more controllers have running pods that would be refused at their next start");
  }

  @Test
  void claimsAreLookedUpInTheCluster() throws Exception {
    String claim = "{\"name\":\"v\",\"persistentVolumeClaim\":{\"claimName\":\"data\"}}";
    serve(pod("team-a", "a", "", claim));
    server.serving(
        "/api/v1/persistentvolumeclaims",
        FakeApiServer.list(
            "1",
            "",
            """
            {"metadata":{"name":"data","namespace":"team-a","uid":"c1",
            "annotations":{"pv.kubernetes.io/bind-completed":"yes"}},
            "spec":{"accessModes":["ReadWriteMany"],"volumeName":"disk",
            "resources":{"requests":{"storage":"1Gi"}},"storageClassName":"slow"},
            "status":{"phase":"Bound"}}
            """));
    server.serving(
        "/api/v1/persistentvolumes",
        FakeApiServer.list(
            "1",
            "",
            """
            {"metadata":{"name":"disk"},"spec":{"capacity":{"storage":"1Gi"},
            "accessModes":["ReadWriteMany"],"storageClassName":"slow","hostPath":{"path":"/d"},
            "claimRef":{"namespace":"team-a","name":"data","uid":"c1"}},"status":{"phase":"Bound"}}
            """));

    assertThat(examine(""))
        .extracting(Check::finding)
        .singleElement()
        .asString()
        .contains("by no-host-path, pvc-bound-rwx-nfs: ");
  }

  @Test
  void whatMayNotBeSeenIsSaid() throws Exception {
    server.once("/api/v1/nodes", 403, "{\"kind\":\"Status\",\"message\":\"no\",\"code\":403}");
    assertThat(examine("")).extracting(Check::outcome).containsExactly(Check.Outcome.WARN);
  }
}
