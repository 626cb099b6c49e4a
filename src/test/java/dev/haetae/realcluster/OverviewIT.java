package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.haetae.cluster.inventory.ClusterObjects;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.overview.GpuMap.Devices;
import dev.haetae.overview.GpuMap.NodeRow;
import dev.haetae.overview.Overview;
import dev.haetae.overview.OverviewSettings;
import dev.haetae.overview.PendingPods.Cause;
import dev.haetae.overview.PendingPods.Row;
import dev.haetae.overview.RawObjects;
import dev.haetae.resource.Carriers;
import dev.haetae.rule.GpuNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The numbers of an overview are those that one counts with kubectl in the same cluster. */
@RealCluster(own = true)
final class OverviewIT {
  private static final Population POPULATION = new Population(24, 240, 40, 60);

  private static final String WAITING =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: asks-for-much, namespace: default}
      spec:
        tolerations: [{key: nvidia.com/gpu, operator: Exists}]
        containers: [{name: a, image: i, resources: {limits: {nvidia.com/gpu: 100}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: gated, namespace: default}
      spec:
        schedulingGates: [{name: example.dev/quota}]
        containers: [{name: a, image: i}]
      """;

  @Test
  void numbersAreThoseOfKubectl(ControlPlane plane) throws Exception {
    // They would change what is being written.
    plane.stopControllers();
    POPULATION.create(plane.client());
    var _ = plane.create(WAITING);
    Overview overview = overview(plane);
    RawObjects raw =
        RawObjects.of(
            plane.kubectl("get", "pods,nodes,services,pv,pvc,ns", "-A", "-o", "json").output());

    assertThat(overview.numbers().pods()).isEqualTo(raw.livePods().size()).isGreaterThan(240);
    assertThat(overview.numbers().nodes()).isEqualTo(raw.kind("Node").size());
    assertThat(overview.storage().claims()).isEqualTo(raw.phases("PersistentVolumeClaim"));
    assertThat(overview.storage().volumes()).isEqualTo(raw.phases("PersistentVolume"));
    Map<String, Long> held = new TreeMap<>();
    for (NodeRow node : overview.gpus().nodes().shown()) {
      for (Devices one : node.devices().shown()) {
        assertThat(one.held() + one.free() - one.over()).isEqualTo(one.allocatable());
        held.put(node.name() + ' ' + one.sort().resource(), one.held());
      }
    }
    held.values().removeIf(gpus -> gpus == 0);
    assertThat(held).isEqualTo(raw.heldByNode(GpuNames.shipped()::include)).isNotEmpty();
    assertThat(
            overview.nodePorts().ports().shown().stream()
                .map(port -> port.number() + " " + port.namespace() + '/' + port.service())
                .sorted()
                .toList())
        .isEqualTo(raw.nodePorts())
        .isNotEmpty();
    assertThat(overview.pending().rows().shown())
        .extracting(Row::pod, Row::cause)
        .contains(tuple("asks-for-much", Cause.NO_NODE), tuple("gated", Cause.GATE));
    assertThat(overview.pending().rows().shown()).allMatch(row -> row.created() > 0);
  }

  private static Overview overview(ControlPlane plane) throws Exception {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    try (ClusterObjects objects =
        ClusterObjects.open(
            Map.of("KUBECONFIG", plane.kubeconfig().toString()), Carriers.SHIPPED)) {
      objects.forEach(
          builder::add,
          unreadable -> {
            throw new AssertionError(unreadable.problem());
          });
    }
    InventorySnapshot world = builder.build(true);
    return Overview.of(world, world.census(), OverviewSettings.of(List.of()));
  }
}
