package dev.haetae.simulator.scheduling;

import static dev.haetae.simulator.Worlds.claimYaml;
import static dev.haetae.simulator.Worlds.classYaml;
import static dev.haetae.simulator.Worlds.closed;
import static dev.haetae.simulator.Worlds.nodeYaml;
import static dev.haetae.simulator.Worlds.open;
import static dev.haetae.simulator.Worlds.podYaml;
import static dev.haetae.simulator.Worlds.resource;
import static dev.haetae.simulator.Worlds.volumeYaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import org.junit.jupiter.api.Test;

/** What the recorded answers do not cover, and what is said. */
final class NodeFitTest {
  private static final String NODE = nodeYaml("node-1", 4, "", "");
  private static final String WAIT = ", volumeBindingMode: WaitForFirstConsumer";
  private static final String MOUNT =
      ", volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]";

  private static PodPrediction predict(String pod, String... world) {
    return predict(pod, closed(world));
  }

  private static PodPrediction predict(String pod, Inventory world) {
    return NodeFit.predict(resource(pod).pods().getFirst(), world);
  }

  private static String placed(String name, int gpus, String more) {
    return podYaml(name, gpus, ", nodeName: node-1" + more);
  }

  private static String affinity(String terms) {
    return ", affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
        + " {nodeSelectorTerms: "
        + terms
        + "}}}";
  }

  private static String candidate(PodPrediction prediction) {
    return prediction.candidates().getFirst().message();
  }

  @Test
  void aWorldWithoutNodesHasNoPlace() {
    assertThat(predict(podYaml("a", 1, "")).message())
        .isEqualTo("no nodes available to schedule pods");
  }

  @Test
  void affinityThatContradictsItselfFailsBeforeAnyNode() {
    String name = "{key: metadata.name, operator: In, values: [%s]}";
    PodPrediction prediction =
        predict(
            podYaml(
                "a",
                1,
                affinity(
                    "[{matchFields: ["
                        + name.formatted("node-1")
                        + ", "
                        + name.formatted("node-2")
                        + "]}]")),
            NODE);
    assertThat(prediction.message())
        .isEqualTo("0/1 nodes are available: pod affinity terms conflict.");
  }

  @Test
  void freeGpusAreWhatTheUnfinishedPodsLeave() {
    String finished = placed("b", 4, "") + "status: {phase: Succeeded}\n";
    PodPrediction prediction = predict(podYaml("new", 3, ""), NODE, placed("a", 2, ""), finished);
    assertThat(prediction.message())
        .isEqualTo("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.");
    assertThat(candidate(prediction))
        .isEqualTo("has 2 of 4 nvidia.com/gpu free, the pod asks for 3");
    assertThat(predict(podYaml("new", 2, ""), NODE, placed("a", 2, ""), finished).nodes())
        .containsExactly("node-1");
  }

  @Test
  void everyShortageOfANodeIsNamed() {
    String hungry =
        podYaml("new", 9, "")
            .replace("nvidia.com/gpu: 9", "nvidia.com/gpu: 9, cpu: 9500m, memory: 64Gi");
    PodPrediction prediction = predict(hungry, NODE);
    assertThat(prediction.message())
        .isEqualTo(
            "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 1 Insufficient"
                + " nvidia.com/gpu.");
    assertThat(candidate(prediction))
        .isEqualTo(
            "has 8 of 8 CPUs free, the pod asks for 9500m; has 32Gi of 32Gi memory free, the pod"
                + " asks for 64Gi; has 4 of 4 nvidia.com/gpu free, the pod asks for 9");
  }

  @Test
  void overheadCounts() {
    assertThat(predict(podYaml("new", 1, ", overhead: {cpu: \"9\"}"), NODE).reasons())
        .containsOnlyKeys("Insufficient cpu");
  }

  @Test
  void whatThePodAsksAsAWholeCounts() {
    assertThat(predict(podYaml("new", 1, ", resources: {requests: {cpu: \"9\"}}"), NODE).reasons())
        .containsOnlyKeys("Insufficient cpu");
  }

  @Test
  void aNodeThatGoesAwayKeepsItsPodsForAWhile() {
    String leaving =
        nodeYaml("node-1", 4, "", "taints: [{key: node.kubernetes.io/not-ready, effect: %s}]");
    assertThat(predict(podYaml("a", 1, ""), leaving.formatted("NoExecute")).outcome())
        .isEqualTo(Outcome.SCHEDULABLE);
    PodPrediction refused = predict(podYaml("a", 1, ""), leaving.formatted("NoSchedule"));
    assertThat(refused.message())
        .isEqualTo("0/1 nodes are available: 1 node(s) had untolerated taint(s).");
    assertThat(candidate(refused))
        .isEqualTo("has taint node.kubernetes.io/not-ready:NoSchedule; tolerate it");
  }

  @Test
  void saysWhichLabelIsMissing() {
    PodPrediction selected =
        predict(podYaml("a", 1, ", nodeSelector: {nvidia.com/gpu.product: A100}"), NODE);
    assertThat(candidate(selected))
        .isEqualTo("has no label nvidia.com/gpu.product; nodeSelector asks for \"A100\"");
    PodPrediction affine =
        predict(
            podYaml(
                "a",
                1,
                affinity(
                    "[{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values:"
                        + " [node-7, node-8]}]}]")),
            NODE);
    assertThat(candidate(affine))
        .isEqualTo("has kubernetes.io/hostname=\"node-1\"; affinity asks for In node-7, node-8");
  }

  @Test
  void aCordonedNodeTakesNone() {
    String cordoned = nodeYaml("node-1", 4, "", "unschedulable: true");
    PodPrediction prediction = predict(podYaml("a", 1, ""), cordoned);
    assertThat(prediction.message())
        .isEqualTo("0/1 nodes are available: 1 node(s) were unschedulable.");
    assertThat(candidate(prediction)).isEqualTo("is cordoned; kubectl uncordon node-1");
  }

  @Test
  void anIdleClusterHasNoPodsAndNoCordon() {
    String cordoned =
        nodeYaml(
            "node-1",
            4,
            "",
            "unschedulable: true, taints: [{key: node.kubernetes.io/unschedulable, effect:"
                + " NoSchedule}]");
    Inventory world = closed(cordoned, placed("a", 4, ""));
    PodDemand fits = PodDemand.of(resource(podYaml("b", 4, "")).pods().getFirst());
    PodDemand never = PodDemand.of(resource(podYaml("b", 5, "")).pods().getFirst());
    assertThat(NodeFit.predictIdle(fits, world).nodes()).containsExactly("node-1");
    assertThat(NodeFit.predictIdle(never, world).reasons())
        .containsOnlyKeys("Insufficient nvidia.com/gpu");
  }

  @Test
  void aPodThatNamesItsNodeGoesThere() {
    String other = nodeYaml("node-2", 4, "", "");
    assertThat(predict(placed("a", 1, ""), NODE, other).nodes()).containsExactly("node-1");
    assertThat(predict(podYaml("a", 1, ", nodeName: node-9"), NODE).reasons())
        .containsOnlyKeys("node(s) didn't match the requested node name");
  }

  @Test
  void hostPortsAreHeldOnce() {
    String ports = ", hostNetwork: true";
    String web =
        placed("a", 0, ports).replace("name: main", "name: main, ports: [{containerPort: 80}]");
    String second =
        podYaml("b", 0, ports).replace("name: main", "name: main, ports: [{containerPort: 80}]");
    PodPrediction prediction = predict(second, NODE, web);
    assertThat(prediction.message())
        .isEqualTo(
            "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod"
                + " ports.");
    assertThat(candidate(prediction)).isEqualTo("host port 80/TCP is taken");
  }

  @Test
  void aMissingClaimFailsBeforeAnyNode() {
    assertThat(predict(podYaml("a", 1, MOUNT), NODE).message())
        .isEqualTo("0/1 nodes are available: persistentvolumeclaim \"data\" not found.");
    PodPrediction open = predict(podYaml("a", 1, MOUNT), open(NODE));
    assertThat(open.outcome()).isEqualTo(Outcome.SCHEDULABLE);
    assertThat(open.unseen()).isEqualTo("PersistentVolumeClaim \"data\"");
  }

  @Test
  void aLostOrTerminatingClaimFailsBeforeAnyNode() {
    String lost = claimYaml("data", ", volumeName: pv-9") + "status: {phase: Lost}\n";
    assertThat(predict(podYaml("a", 1, MOUNT), NODE, lost).failure())
        .isEqualTo(
            "persistentvolumeclaim \"data\" bound to non-existent persistentvolume \"pv-9\"");
    String leaving =
        claimYaml("data", "")
            .replace("name: data", "name: data, deletionTimestamp: \"2026-01-01T00:00:00Z\"");
    assertThat(predict(podYaml("a", 1, MOUNT), NODE, leaving).failure())
        .isEqualTo("persistentvolumeclaim \"data\" is being deleted");
  }

  @Test
  void aClaimWhoseVolumeIsGoneRejectsEveryNode() {
    String claim =
        claimYaml("data", ", volumeName: pv-9")
            .replace(
                "name: data",
                "name: data, annotations: {pv.kubernetes.io/bind-completed: \"yes\"}");
    assertThat(predict(podYaml("a", 1, MOUNT), NODE, claim).reasons())
        .containsOnlyKeys(
            "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)");
  }

  @Test
  void aClaimThatIsProvisionedForItsConsumerMakesThePodWait() {
    PodPrediction prediction =
        predict(
            podYaml("a", 1, MOUNT),
            NODE,
            claimYaml("data", ", storageClassName: fast"),
            classYaml("fast", "nfs.csi.k8s.io", WAIT));
    assertThat(prediction.outcome()).isEqualTo(Outcome.WAITS_FOR_PROVISIONING);
    assertThat(prediction.message())
        .isEqualTo("waits for its volume to be made, on one of 1 of 1 node");
  }

  @Test
  void volumesAreMadeWhereTheClassAllows() {
    String topologies =
        WAIT + ", allowedTopologies: [{matchLabelExpressions: [{key: rack, values: [r1, r2]}]}]";
    String[] world = {
      nodeYaml("node-1", 4, ", rack: r2", ""),
      nodeYaml("node-2", 4, ", rack: r3", ""),
      claimYaml("data", ", storageClassName: fast"),
      classYaml("fast", "nfs.csi.k8s.io", topologies)
    };
    PodPrediction prediction = predict(podYaml("a", 1, MOUNT), world);
    assertThat(prediction.nodes()).containsExactly("node-1");
    assertThat(prediction.reasons())
        .containsOnlyKeys("node(s) didn't find available persistent volumes to bind");
  }

  @Test
  void aGenericEphemeralVolumeIsAClaimOfItsOwn() {
    String ephemeral =
        ", volumes: [{name: scratch, ephemeral: {volumeClaimTemplate: {spec: {accessModes:"
            + " [ReadWriteMany], storageClassName: \"\", resources: {requests: {storage:"
            + " 1Gi}}}}}}]";
    assertThat(predict(podYaml("a", 1, ephemeral), NODE).failure())
        .isEqualTo("pod has unbound immediate PersistentVolumeClaims");
    PodPrediction prediction =
        predict(podYaml("a", 1, ephemeral), NODE, volumeYaml("pv-1", "5Gi", ""));
    assertThat(prediction.outcome()).isEqualTo(Outcome.SCHEDULABLE);
    assertThat(prediction.claims().getFirst().claim().name()).isEqualTo("a-scratch");
  }

  @Test
  void aVolumeOfAnotherZoneIsOutOfReach() {
    String volume =
        volumeYaml("pv-1", "5Gi", "")
            .replace("name: pv-1", "name: pv-1, labels: {topology.kubernetes.io/zone: z1__z2}");
    String claim = claimYaml("data", ", storageClassName: \"\"");
    PodPrediction prediction =
        predict(
            podYaml("a", 1, MOUNT),
            nodeYaml("node-1", 4, ", topology.kubernetes.io/zone: z3", ""),
            nodeYaml("node-2", 4, ", topology.kubernetes.io/zone: z2", ""),
            nodeYaml("node-3", 4, "", ""),
            volume,
            claim);
    assertThat(prediction.nodes()).containsExactly("node-2", "node-3");
    assertThat(prediction.reasons()).containsOnlyKeys("node(s) had no available volume zone");
  }

  @Test
  void twoClaimsThatWaitDoNotShareAVolume() {
    String two =
        ", volumes: [{name: a, persistentVolumeClaim: {claimName: a}},"
            + " {name: b, persistentVolumeClaim: {claimName: b}}]";
    String[] world = {
      NODE,
      classYaml("local", "kubernetes.io/no-provisioner", WAIT),
      claimYaml("a", ", storageClassName: local"),
      claimYaml("b", ", storageClassName: local"),
      volumeYaml("pv-1", "5Gi", ", storageClassName: local")
    };
    assertThat(predict(podYaml("p", 1, two), world).reasons())
        .containsOnlyKeys("node(s) didn't find available persistent volumes to bind");
  }

  @Test
  void twoClaimsThatAreAboutToBindDoNotShareAVolume() {
    String two =
        ", volumes: [{name: a, persistentVolumeClaim: {claimName: a}},"
            + " {name: b, persistentVolumeClaim: {claimName: b}}]";
    String first = claimYaml("a", ", storageClassName: \"\"");
    String second = claimYaml("b", ", storageClassName: \"\"");
    String small = volumeYaml("pv-1", "5Gi", "");
    String large = volumeYaml("pv-2", "9Gi", "");
    assertThat(predict(podYaml("p", 1, two), NODE, first, second, small).failure())
        .isEqualTo("pod has unbound immediate PersistentVolumeClaims");
    assertThat(predict(podYaml("p", 1, two), NODE, first, second, small, large).outcome())
        .isEqualTo(Outcome.SCHEDULABLE);
  }

  @Test
  void twoVolumesOfAPodMayBeOneClaim() {
    String twice =
        ", volumes: [{name: a, persistentVolumeClaim: {claimName: data}},"
            + " {name: b, persistentVolumeClaim: {claimName: data}}]";
    PodPrediction prediction =
        predict(
            podYaml("p", 1, twice),
            NODE,
            claimYaml("data", ", storageClassName: \"\""),
            volumeYaml("pv-1", "5Gi", ""));
    assertThat(prediction.outcome()).isEqualTo(Outcome.SCHEDULABLE);
  }

  @Test
  void countsHowManyRunAtOnceAndWhatRunsOut() {
    Inventory world =
        closed(
            NODE, nodeYaml("node-2", 2, "", ""), nodeYaml("node-3", 0, "", ""), placed("a", 1, ""));
    PodDemand two = PodDemand.of(resource(podYaml("b", 2, "")).pods().getFirst());
    assertThat(NodeFit.room(two, world)).isEqualTo(new Room(2, 2, "Insufficient nvidia.com/gpu"));
    assertThat(NodeFit.roomIdle(two, world))
        .isEqualTo(new Room(3, 2, "Insufficient nvidia.com/gpu"));
    String cpus = podYaml("c", 0, "").replace("nvidia.com/gpu: 0", "cpu: 3");
    PodDemand cpu = PodDemand.of(resource(cpus).pods().getFirst());
    assertThat(NodeFit.room(cpu, world)).isEqualTo(new Room(6, 3, "Insufficient cpu"));
    PodDemand port =
        PodDemand.of(
            resource(
                    podYaml("d", 0, ", hostNetwork: true")
                        .replace("name: main", "name: main, ports: [{containerPort: 80}]"))
                .pods()
                .getFirst());
    assertThat(NodeFit.room(port, world).pods()).isEqualTo(3);
  }

  @Test
  void onlyOnePodHasAClaimOfOnePod() {
    Inventory world =
        closed(
            NODE,
            claimYaml("data", ", storageClassName: \"\"")
                .replace("ReadWriteMany", "ReadWriteOncePod"),
            volumeYaml("pv-1", "5Gi", "").replace("ReadWriteMany", "ReadWriteOncePod"));
    PodDemand pod = PodDemand.of(resource(podYaml("a", 1, MOUNT)).pods().getFirst());
    assertThat(NodeFit.room(pod, world).pods()).isEqualTo(1);
    assertThat(NodeFit.room(pod, closed(NODE)).scarce())
        .isEqualTo("persistentvolumeclaim \"data\" not found");
  }

  @Test
  void anOpenWorldMayHaveOtherNodes() {
    assertThat(predict(podYaml("a", 9, ""), open(NODE)).unseen()).isEqualTo("other Nodes");
    assertThat(predict(podYaml("a", 1, ""), open(NODE)).unseen()).isEmpty();
  }

  @Test
  void saysWhichRestrictionsItDoesNotLookAt() {
    String more =
        ", schedulerName: volcano, schedulingGates: [{name: quota}], affinity: {podAntiAffinity:"
            + " {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: rack}]}},"
            + " topologySpreadConstraints: [{maxSkew: 1, whenUnsatisfiable: DoNotSchedule}]";
    assertThat(predict(podYaml("a", 1, more), NODE).pod().unmodelled())
        .containsExactly("schedulingGates", "schedulerName");
  }
}
