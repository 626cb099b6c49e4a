package dev.haetae.simulator.scheduling;

import static dev.haetae.simulator.Worlds.claimYaml;
import static dev.haetae.simulator.Worlds.closed;
import static dev.haetae.simulator.Worlds.nodeYaml;
import static dev.haetae.simulator.Worlds.open;
import static dev.haetae.simulator.Worlds.podYaml;
import static dev.haetae.simulator.Worlds.resource;
import static dev.haetae.simulator.Worlds.volumeYaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.MeteredInventory;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import dev.haetae.simulator.scheduling.devices.Device;
import dev.haetae.simulator.scheduling.preemption.Preemption;
import org.junit.jupiter.api.Test;

/** What other pods, drivers and devices do to the nodes that a pod may run on. */
final class NeighboursTest {
  private static final String ONE = nodeYaml("one", 1, ", rack: r1", "");
  private static final String TWO = nodeYaml("two", 1, ", rack: r2", "");
  private static final String BARE = nodeYaml("bare", 1, "", "");
  private static final String APART =
      ", affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
          + " [{topologyKey: rack, labelSelector: {matchLabels: {app: web}}%s}]}}";
  private static final String TOGETHER =
      ", affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
          + " [{topologyKey: rack, labelSelector: {matchLabels: {app: web}}%s}]}}";
  private static final String SPREAD =
      ", topologySpreadConstraints: [{maxSkew: 1, topologyKey: rack, whenUnsatisfiable:"
          + " DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]";

  private static String web(String name, String more) {
    return podYaml(name, 0, more).replace("metadata: {", "metadata: {labels: {app: web}, ");
  }

  private static PodPrediction predict(String pod, Inventory world) {
    return NodeFit.predict(resource(pod).pods().getFirst(), world);
  }

  private static String on(String node) {
    return ", nodeName: " + node;
  }

  @Test
  void podsKeepApartInBothDirections() {
    Inventory world = closed(ONE, TWO, BARE, web("a", on("one")));
    assertThat(predict(web("b", APART.formatted("")), world).nodes())
        .containsExactly("bare", "two");
    Inventory keeping = closed(ONE, TWO, BARE, web("a", on("one") + APART.formatted("")));
    assertThat(predict(web("b", ""), keeping).reasons())
        .containsExactly(entry("node(s) didn't satisfy existing pods anti-affinity rules", 1));
    assertThat(predict(podYaml("b", 0, ""), keeping).nodes()).hasSize(3);
  }

  @Test
  void theFirstOfItsKindIsLetIn() {
    assertThat(predict(web("b", TOGETHER.formatted("")), closed(ONE, BARE)).nodes())
        .containsExactly("one");
    PodPrediction alone = predict(podYaml("b", 0, TOGETHER.formatted("")), closed(ONE, BARE));
    assertThat(alone.message())
        .isEqualTo("0/2 nodes are available: 2 node(s) didn't match pod affinity rules.");
    assertThat(alone.candidates().getFirst().message())
        .isEqualTo("has no label \"rack\", which podAffinity names; label the node");
  }

  @Test
  void namespacesAreSelectedByTheirLabels() {
    String elsewhere = web("a", on("one")).replace("namespace: default", "namespace: other");
    String namespace =
        "{apiVersion: v1, kind: Namespace, metadata: {name: other, labels: {team: x}}}\n";
    Inventory world = closed(ONE, TWO, elsewhere, namespace);
    String mine = APART.formatted("");
    String any = APART.formatted(", namespaceSelector: {}");
    String team = APART.formatted(", namespaceSelector: {matchLabels: {team: x}}");
    String others = APART.formatted(", namespaceSelector: {matchLabels: {team: z}}");
    assertThat(predict(web("b", mine), world).nodes()).hasSize(2);
    assertThat(predict(web("b", any), world).nodes()).containsExactly("two");
    assertThat(predict(web("b", team), world).nodes()).containsExactly("two");
    assertThat(predict(web("b", others), world).nodes()).hasSize(2);
    assertThat(predict(web("b", team), closed(ONE, TWO, elsewhere)).nodes()).hasSize(2);
  }

  @Test
  void thePodsOfAnotherRevisionDoNotCount() {
    String deployment =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: default}, spec:"
            + " {template: {metadata: {labels: {app: web}}, spec: {containers: []%s}}}}\n";
    String old = web("a", on("one")).replace("{app: web}", "{app: web, pod-template-hash: abc}");
    String byRevision = APART.formatted(", matchLabelKeys: [pod-template-hash]");
    Inventory world = closed(ONE, TWO, old);
    assertThat(predict(deployment.formatted(byRevision), world).nodes()).hasSize(2);
    assertThat(predict(deployment.formatted(APART.formatted("")), world).nodes())
        .containsExactly("two");
  }

  @Test
  void podsSpread() {
    Inventory world = closed(ONE, TWO, BARE, web("a", on("one")));
    PodPrediction prediction = predict(web("b", SPREAD), world);
    assertThat(prediction.nodes()).containsExactly("two");
    assertThat(prediction.candidates().get(1).message())
        .isEqualTo(
            "has more of the pods in its \"rack\" than maxSkew allows; make room where there are"
                + " fewer");
    assertThat(predict(web("b", SPREAD), closed(ONE, web("a", on("one")))).nodes())
        .containsExactly("one");
  }

  @Test
  void withAllPodsGoneNobodyIsInTheWay() {
    Inventory world = closed(ONE, web("a", on("one") + APART.formatted("")));
    PodDemand pod = PodDemand.of(resource(web("b", APART.formatted(""))).pods().getFirst());
    assertThat(NodeFit.predictIdle(pod, world).outcome()).isEqualTo(Outcome.SCHEDULABLE);
    assertThat(NodeFit.room(pod, world).pods()).isZero();
  }

  @Test
  void aDriverHasItsLimitOnANode() {
    String limit =
        "{apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: one}, spec: {drivers:"
            + " [{name: csi.lab, nodeID: one, allocatable: {count: 1}}]}}\n";
    String csi = "csi: {driver: csi.lab, volumeHandle: %s}";
    String bound =
        claimYaml("used", ", storageClassName: \"\", volumeName: pv-used")
            + "status: {phase: Bound}\n";
    Inventory world =
        closed(
            ONE,
            limit,
            csiVolume("pv-used", csi.formatted("h1"), "used"),
            csiVolume("pv-new", csi.formatted("h2"), "new"),
            bound,
            bound.replace("used", "new"),
            podYaml("a", 0, on("one") + mount("used")));
    assertThat(predict(podYaml("b", 0, mount("used")), world).nodes()).containsExactly("one");
    assertThat(predict(podYaml("b", 0, mount("new")), world).message())
        .isEqualTo("0/1 nodes are available: 1 node(s) exceed max volume count.");
  }

  private static String csiVolume(String name, String csi, String claim) {
    return volumeYaml(
            name, "5Gi", ", claimRef: {namespace: default, name: " + claim + ", uid: \"\"}")
        .replace("nfs: {server: nas, path: /x}", csi)
        .replace("phase: Available", "phase: Bound");
  }

  private static String mount(String claim) {
    return ", volumes: [{name: data, persistentVolumeClaim: {claimName: " + claim + "}}]";
  }

  @Test
  void theLessImportantGiveWay() {
    Inventory world =
        closed(
            ONE,
            podYaml("low", 1, on("one") + ", priority: 1"),
            podYaml("mid", 0, on("one") + ", priority: 5"));
    PodPrediction refused = predict(podYaml("high", 1, ", priority: 9"), world);
    Preemption preemption = refused.preemption();
    assertThat(preemption.node()).isEqualTo("one");
    assertThat(preemption.victims()).extracting(PlacedPod::name).containsExactly("low");
    assertThat(refused.schedulerMessage()).isEqualTo(refused.message());
    assertThat(predict(podYaml("same", 1, ", priority: 1"), world).schedulerMessage())
        .endsWith(
            " no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption"
                + " victims found for incoming pod.");
    assertThat(
            predict(podYaml("shy", 1, ", priority: 9, preemptionPolicy: Never"), world)
                .preemption()
                .message())
        .isEqualTo("not eligible due to preemptionPolicy=Never.");
  }

  @Test
  void aPodWithAClaimOfOnePodGivesWay() {
    Inventory world =
        closed(
            ONE,
            claimYaml("data", ", storageClassName: \"\"")
                .replace("ReadWriteMany", "ReadWriteOncePod"),
            volumeYaml("pv", "5Gi", "").replace("ReadWriteMany", "ReadWriteOncePod"),
            podYaml("low", 0, on("one") + ", priority: 1" + mount("data")));
    Preemption preemption =
        predict(podYaml("high", 0, ", priority: 9" + mount("data")), world).preemption();
    assertThat(preemption.victims()).extracting(PlacedPod::name).containsExactly("low");
  }

  @Test
  void withoutItsResourceClaimAPodIsNotLookedAt() {
    String pod = podYaml("a", 0, ", resourceClaims: [{name: gpu, resourceClaimName: mine}]");
    PodPrediction closed = predict(pod, closed(ONE));
    assertThat(closed.outcome()).isEqualTo(Outcome.WAITS_FOR_RESOURCE_CLAIM);
    assertThat(closed.nodes()).isEmpty();
    assertThat(closed.message())
        .isEqualTo("the scheduler does not look at it: ResourceClaim \"mine\" does not exist");
    PodPrediction open = predict(pod, open(ONE));
    assertThat(open.outcome()).isEqualTo(Outcome.SCHEDULABLE);
    assertThat(open.unseen()).isEqualTo("ResourceClaim \"mine\" does not exist");
  }

  @Test
  void whatCannotBeEvaluatedIsSaid() {
    String claim =
        """
        apiVersion: resource.k8s.io/v1
        kind: ResourceClaim
        metadata: {name: mine, namespace: default}
        spec: {devices: {requests: [{name: r, exactly: {deviceClassName: gpu}}]}}
        """;
    String slice =
        """
        apiVersion: resource.k8s.io/v1
        kind: ResourceSlice
        metadata: {name: s}
        spec:
          driver: gpu.lab
          nodeName: one
          pool: {name: one, generation: 1, resourceSliceCount: 1}
          devices: [{name: g0}]
        """;
    String deviceClass =
        "{apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: gpu}, spec:"
            + " {selectors: [{cel: {expression: 'math.greatest(1, 2) == 2'}}]}}\n";
    String pod = podYaml("a", 0, ", resourceClaims: [{name: gpu, resourceClaimName: mine}]");
    PodPrediction prediction = predict(pod, closed(ONE, TWO, claim, slice, deviceClass));
    assertThat(prediction.nodes()).containsExactly("one");
    assertThat(prediction.unmodelled()).containsExactly("the expression math.greatest(1, 2) == 2");
  }

  @Test
  void devicesShareWhatTheirPoolHas() {
    String slice =
        """
        apiVersion: resource.k8s.io/v1
        kind: ResourceSlice
        metadata: {name: s}
        spec:
          driver: gpu.lab
          nodeName: one
          pool: {name: one, generation: 1, resourceSliceCount: 1}
          sharedCounters: [{name: gpu, counters: {slices: {value: "3"}}}]
          devices:
          - {name: half, consumesCounters: [{counterSet: gpu, counters: {slices: {value: "2"}}}]}
          - {name: other, consumesCounters: [{counterSet: gpu, counters: {slices: {value: "2"}}}]}
          - {name: small, consumesCounters: [{counterSet: gpu, counters: {slices: {value: "1"}}}]}
        """;
    String claim =
        """
        apiVersion: resource.k8s.io/v1
        kind: ResourceClaim
        metadata: {name: mine, namespace: default}
        spec: {devices: {requests: [{name: r, exactly: {deviceClassName: gpu, count: %d}}]}}
        """;
    String deviceClass =
        "{apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: gpu}}\n";
    String pod = podYaml("a", 0, ", resourceClaims: [{name: gpu, resourceClaimName: mine}]");
    Inventory world = closed(ONE, slice, deviceClass, claim.formatted(2));
    PodPrediction two = predict(pod, world);
    assertThat(two.nodes()).containsExactly("one");
    assertThat(two.devices(world.nodes().iterator().next()).get("mine"))
        .extracting(Device.Id::name)
        .containsExactly("half", "small");
    assertThat(predict(pod, closed(ONE, slice, deviceClass, claim.formatted(3))).message())
        .isEqualTo("0/1 nodes are available: 1 cannot allocate all claims.");
  }

  @Test
  void aClaimThatNobodyUsesGetsItsDevicesAnew() {
    String slice =
        """
        apiVersion: resource.k8s.io/v1
        kind: ResourceSlice
        metadata: {name: %1$s}
        spec:
          driver: gpu.lab
          nodeName: %1$s
          pool: {name: %1$s, generation: 1, resourceSliceCount: 1}
          devices: [{name: g0}]
        """;
    String claim =
        """
        apiVersion: resource.k8s.io/v1
        kind: ResourceClaim
        metadata: {name: mine, namespace: default}
        spec: {devices: {requests: [{name: r, exactly: {deviceClassName: gpu}}]}}
        status:
          allocation:
            devices: {results: [{request: r, driver: gpu.lab, pool: one, device: g0}]}
            nodeSelector:
              nodeSelectorTerms:
              - {matchFields: [{key: metadata.name, operator: In, values: [one]}]}
        """;
    String used = claim + "  reservedFor: [{resource: pods, name: other, uid: u}]\n";
    String deviceClass =
        "{apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: gpu}}\n";
    String pod =
        podYaml(
            "a",
            0,
            ", nodeSelector: {rack: r2}, resourceClaims: [{name: gpu, resourceClaimName: mine}]");
    String one = slice.formatted("one");
    String two = slice.formatted("two");
    assertThat(predict(pod, closed(ONE, TWO, one, two, deviceClass, claim)).nodes())
        .containsExactly("two");
    assertThat(predict(pod, closed(ONE, TWO, one, two, deviceClass, used)).message())
        .contains("1 resourceclaim not available on the node");
  }

  @Test
  void theWorkGrowsWithThePods() {
    StringBuilder pods = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      String more = on(i % 2 == 0 ? "one" : "two") + APART.formatted("");
      pods.append("---\n").append(web("p" + i, more));
    }
    Inventory world = closed(ONE, TWO, pods.toString());
    Budget budget = Budget.of(3_000, Cause.STEPS, () -> null);
    assertThat(predict(web("b", APART.formatted("")), new MeteredInventory(world, budget)).nodes())
        .isEmpty();
  }
}
