package dev.haetae.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.overview.PendingPods.Ask;
import dev.haetae.overview.PendingPods.Cause;
import dev.haetae.overview.PendingPods.Reason;
import dev.haetae.overview.PendingPods.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PendingPodsTest {
  private static final PendingPods MADE_UP = Overviews.madeUp().pending();
  private static final String NODES =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: gpu-1, labels: {kubernetes.io/hostname: gpu-1, team: vision}}
      spec: {taints: [{key: nvidia.com/gpu, effect: NoSchedule}]}
      status: {allocatable: {cpu: 8, memory: 32Gi, pods: 10, nvidia.com/gpu: 4}}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: gpu-2, labels: {kubernetes.io/hostname: gpu-2, team: nlp}}
      spec: {taints: [{key: team, value: nlp, effect: NoSchedule}]}
      status: {allocatable: {cpu: 16, memory: 64Gi, pods: 10, nvidia.com/gpu: 8}}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: gpu-3, labels: {kubernetes.io/hostname: gpu-3, team: audio}}
      spec: {unschedulable: true, taints: [{key: node.kubernetes.io/unschedulable, effect: NoSchedule}]}
      status: {allocatable: {cpu: 32, memory: 64Gi, pods: 10, nvidia.com/gpu: 8}}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: cpu-1, labels: {kubernetes.io/hostname: cpu-1, team: web}}
      status: {allocatable: {cpu: 4, memory: 8Gi, pods: 10}}
      """;

  private static Row row(PendingPods pods, String pod) {
    return pods.rows().shown().stream()
        .filter(row -> row.pod().equals(pod))
        .findFirst()
        .orElseThrow(AssertionError::new);
  }

  private static String pod(String spec, String resources) {
    return """
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: asks, namespace: vision, labels: {app: asks}}
    spec:
      containers: [{name: a, image: i, resources: %s}]
    %s
    """
        .formatted(resources, spec.isEmpty() ? "" : spec.indent(2).stripTrailing());
  }

  /** A pod that no node takes, the change that is told, and the pod with that change. */
  record Case(String change, String before, String after) {
    @Override
    public String toString() {
      return change;
    }
  }

  static List<Case> cases() {
    String mark = "tolerations: [{key: nvidia.com/gpu, operator: Exists}]";
    String vision = "nodeSelector: {team: vision}\n";
    String neighbour =
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: there, namespace: vision, labels: {app: asks}}
        spec: {nodeName: cpu-1, containers: [{name: a, image: i, ports: [{hostPort: 80, containerPort: 80}]}]}
        status: {phase: Running}
        """;
    return List.of(
        new Case(
            "tolerate the taint \"nvidia.com/gpu:NoSchedule\": \"gpu-1\" takes it then",
            pod("", "{limits: {nvidia.com/gpu: 4}}"),
            pod(mark, "{limits: {nvidia.com/gpu: 4}}")),
        new Case(
            "tolerate the taint \"team=nlp:NoSchedule\": \"gpu-2\" takes it then",
            pod("nodeSelector: {team: nlp}", "{limits: {nvidia.com/gpu: 8}}"),
            pod(
                "nodeSelector: {team: nlp}\n"
                    + "tolerations: [{key: team, value: nlp, effect: NoSchedule}]",
                "{limits: {nvidia.com/gpu: 8}}")),
        new Case(
            "write \"vision\" for \"team\" in its nodeSelector: \"gpu-1\" takes it then",
            pod("nodeSelector: {team: visoin}\n" + mark, "{limits: {nvidia.com/gpu: 4}}"),
            pod(vision + mark, "{limits: {nvidia.com/gpu: 4}}")),
        new Case(
            "take \"zone\" out of its nodeSelector: \"cpu-1\" takes it then",
            pod("nodeSelector: {zone: b}", "{}"),
            pod("", "{}")),
        new Case(
            "ask for at most 4 nvidia.com/gpu, not 6: \"gpu-1\" takes it then",
            pod(vision + mark, "{limits: {nvidia.com/gpu: 6}}"),
            pod(vision + mark, "{limits: {nvidia.com/gpu: 4}}")),
        new Case(
            "ask for at most 4 cpu, not 6500m: \"cpu-1\" takes it then",
            pod("", "{requests: {cpu: 6500m}}"),
            pod("", "{requests: {cpu: 4}}")),
        new Case(
            "ask for at most 8Gi memory, not 12Gi: \"cpu-1\" takes it then",
            pod("", "{requests: {memory: 12Gi}}"),
            pod("", "{requests: {memory: 8Gi}}")),
        new Case(
            "let its required node affinity match \"cpu-1\", which takes it then",
            pod(affinity("gpu-9"), "{}"),
            pod(affinity("cpu-1"), "{}")),
        new Case(
            "ask for no host port: \"cpu-1\" takes it then",
            pod("hostNetwork: true", "{}, ports: [{containerPort: 80}]") + neighbour,
            pod("", "{}") + neighbour),
        new Case(
            "take its required podAntiAffinity out: \"cpu-1\" takes it then",
            pod(near("podAntiAffinity"), "{}") + neighbour,
            pod("", "{}") + neighbour),
        new Case(
            "take its required podAffinity out: \"cpu-1\" takes it then",
            pod(near("podAffinity"), "{}"),
            pod("", "{}")),
        new Case(
            "take its topologySpreadConstraints out: \"cpu-1\" takes it then",
            pod(
                "topologySpreadConstraints: [{maxSkew: 1, topologyKey: rack, whenUnsatisfiable:"
                    + " DoNotSchedule, labelSelector: {matchLabels: {app: asks}}}]",
                "{}"),
            pod("", "{}")));
  }

  private static String affinity(String node) {
    return "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
        + " {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In,"
        + " values: ["
        + node
        + "]}]}]}}}";
  }

  private static String near(String which) {
    return "affinity: {"
        + which
        + ": {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey:"
        + " kubernetes.io/hostname, labelSelector: {matchLabels: {app: "
        + (which.equals("podAffinity") ? "nobody" : "asks")
        + "}}}]}}";
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOneChangeLetsThePodRun(Case one) {
    Row before = row(Overviews.of(NODES + one.before).pending(), "asks");
    assertThat(before.cause()).isEqualTo(Cause.NO_NODE);
    assertThat(before.change()).isEqualTo(one.change);
    Row after = row(Overviews.of(NODES + one.after).pending(), "asks");
    assertThat(after.cause()).isEqualTo(Cause.NOTHING);
    assertThat(after.change()).isEmpty();
  }

  @Test
  void whatOthersHaveToDoComesLast() {
    String asks =
        pod("nodeSelector: {team: audio}", "{requests: {cpu: 20}, limits: {nvidia.com/gpu: 8}}");
    assertThat(row(Overviews.of(NODES + asks).pending(), "asks").change())
        .isEqualTo("uncordon \"gpu-3\", which takes it then");
    String trouble =
        NODES.replace(
            "{key: team, value: nlp, effect: NoSchedule}",
            "{key: node.kubernetes.io/not-ready, effect: NoExecute}, {key:"
                + " node.kubernetes.io/not-ready, effect: NoSchedule}");
    String other = pod("nodeSelector: {team: nlp}", "{limits: {nvidia.com/gpu: 8}}");
    assertThat(row(Overviews.of(trouble + other).pending(), "asks").change())
        .isEqualTo("see to \"gpu-2\", which is in trouble and takes it when it is not");
  }

  @Test
  void whatNoOneThingMendsHasNoChange() {
    String asks = pod("nodeSelector: {team: nlp}", "{limits: {nvidia.com/gpu: 16}}");
    Row row = row(Overviews.of(NODES + asks).pending(), "asks");
    assertThat(row.cause()).isEqualTo(Cause.NO_NODE);
    assertThat(row.change()).isEmpty();
  }

  @Test
  void reasonsAreTheSchedulersWithTheNodesThatHaveThem() {
    Row row = row(MADE_UP, "wants-8-y");
    assertThat(row.message())
        .isEqualTo(
            "0/12 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s), 1"
                + " node(s) were unschedulable, 10 Insufficient nvidia.com/gpu.");
    assertThat(row.reasons().getFirst())
        .isEqualTo(
            new Reason("Insufficient nvidia.com/gpu", 10, List.of("gpu-02", "gpu-01", "gpu-05")));
    assertThat(row.nodes().shown().getFirst().message())
        .isEqualTo("has 3 of 8 nvidia.com/gpu free, the pod asks for 8");
    assertThat(row.nodes().count()).isEqualTo(12);
    assertThat(row.change())
        .isEqualTo("ask for at most 3 nvidia.com/gpu, not 8: \"gpu-02\" takes it then");
  }

  @Test
  void alikePodsOfOneControllerAreOneRow() {
    Row row = row(MADE_UP, "wants-8-y");
    assertThat(row.holder()).isEqualTo(new Holder("Job", "vision", "wants-8", 2, 0));
    // The oldest is looked at.
    assertThat(row.created()).isEqualTo(1795759200);
    assertThat(row.asks())
        .containsExactly(
            new Ask("nvidia.com/gpu", "8"), new Ask("cpu", "4"), new Ask("memory", "16Gi"));
  }

  @Test
  void causesAreToldApart() {
    assertThat(row(MADE_UP, "gated").cause()).isEqualTo(Cause.GATE);
    assertThat(row(MADE_UP, "gated").message()).contains("example.dev/quota");
    assertThat(row(MADE_UP, "foreign").cause()).isEqualTo(Cause.OTHER_SCHEDULER);
    assertThat(row(MADE_UP, "foreign").message()).contains("\"volcano\"");
    assertThat(row(MADE_UP, "soon").cause()).isEqualTo(Cause.NOTHING);
    assertThat(row(MADE_UP, "claimless").cause()).isEqualTo(Cause.CLAIM);
    assertThat(row(MADE_UP, "claimless").change()).isEqualTo("make claim \"nowhere\" first");
    assertThat(row(MADE_UP, "waits-big").change())
        .isEqualTo("in claim \"big\": ask for ≤ 100Gi, and nas-4 fits");
    assertThat(MADE_UP.causes())
        .isEqualTo(
            Map.of(
                Cause.NO_NODE, 4,
                Cause.CLAIM, 2,
                Cause.GATE, 1,
                Cause.OTHER_SCHEDULER, 1,
                Cause.NOTHING, 1));
    // Those that need somebody come first.
    assertThat(MADE_UP.rows().shown().stream().map(row -> row.cause().isStuck()))
        .isSortedAccordingTo((one, other) -> Boolean.compare(other, one));
  }

  @Test
  void aClaimThatIsMissingIsNotTheOneThingWhereTheRestFitsNowhere() {
    String asks =
        pod(
            "volumes: [{name: v, persistentVolumeClaim: {claimName: nowhere}}]",
            "{requests: {cpu: 900}}");
    Row row = row(Overviews.of(NODES + asks).pending(), "asks");
    assertThat(row.cause()).isEqualTo(Cause.CLAIM);
    assertThat(row.change()).isEmpty();
  }

  @Test
  void aResourceClaimThatIsMissingIsWaitedFor() {
    String asks = pod("resourceClaims: [{name: gpu, resourceClaimName: one}]", "{}");
    Row row = row(Overviews.of(NODES + asks).pending(), "asks");
    assertThat(row.cause()).isEqualTo(Cause.RESOURCE_CLAIM);
    assertThat(row.message()).contains("one");
  }

  @Test
  void lessImportantPodsGoFirst() {
    String asks =
        pod("priority: 1000", "{requests: {cpu: 4}}")
            + """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: there, namespace: vision}
            spec: {nodeName: cpu-1, priority: 0, containers: [{name: a, image: i, resources: {requests: {cpu: 4}}}]}
            status: {phase: Running}
            """;
    Row row = row(Overviews.of(NODES + asks).pending(), "asks");
    assertThat(row.cause()).isEqualTo(Cause.NOTHING);
    assertThat(row.message()).contains("once it has driven away vision/there");
  }

  @Test
  void aNodeThatCannotBeReadIsSaidAndCostsNoLook() {
    String bad = "---\n{apiVersion: v1, kind: Node, metadata: {name: bad}, spec: {taints: 7}}\n";
    Overview overview = Overviews.of(NODES + bad + pod("", "{requests: {cpu: 6500m}}"));
    Row row = row(overview.pending(), "asks");
    assertThat(row.change()).startsWith("ask for at most 4 cpu");
    assertThat(row.notModelled()).contains("1 node that cannot be read");
    assertThat(overview.unreadable()).isEqualTo(Map.of("Node", 1));
  }

  @Test
  void aClaimThatCannotBeReadLeavesItsPodUnknown() {
    String bad =
        "---\n"
            + "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: bad, namespace:"
            + " vision}, spec: {accessModes: 7}}\n";
    String asks = pod("volumes: [{name: v, persistentVolumeClaim: {claimName: bad}}]", "{}");
    Row row = row(Overviews.of(NODES + bad + asks).pending(), "asks");
    assertThat(row.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(row.message()).contains("bad is there, but cannot be read");
  }

  @Test
  void inAnOpenWorldNothingIsCertain() {
    Overview overview =
        Overviews.of(Overviews.resources(NODES + pod("", "{requests: {cpu: 900}}")), false, "");
    assertThat(overview.isClosed()).isFalse();
    Row row = row(overview.pending(), "asks");
    assertThat(row.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(row.message()).contains("other Nodes");
  }

  @Test
  void inAClusterWithoutNodesNothingRuns() {
    Row row = row(Overviews.of(pod("", "{}")).pending(), "asks");
    assertThat(row.cause()).isEqualTo(Cause.NO_NODE);
    assertThat(row.message()).isEqualTo("no nodes available to schedule pods");
    assertThat(row.change()).isEmpty();
  }
}
