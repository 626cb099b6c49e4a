package dev.haetae.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.overview.GpuMap.Devices;
import dev.haetae.overview.GpuMap.NodeRow;
import dev.haetae.overview.GpuMap.NotCounted;
import dev.haetae.overview.GpuMap.Sharing;
import dev.haetae.overview.GpuMap.Sort;
import dev.haetae.overview.GpuMap.Total;
import dev.haetae.overview.GpuMap.Uncounted;
import dev.haetae.overview.GpuMap.Waiting;
import dev.haetae.simulator.Worlds;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuMapTest {
  private static final GpuMap MADE_UP = Overviews.madeUp().gpus();

  private static NodeRow node(GpuMap map, String name) {
    return map.nodes().shown().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(AssertionError::new);
  }

  private static Devices devices(String node, String resource) {
    return node(MADE_UP, node).devices().shown().stream()
        .filter(one -> one.sort().resource().equals(resource))
        .findFirst()
        .orElseThrow(AssertionError::new);
  }

  private static Total total(GpuMap map, String resource, String model) {
    return map.totals().shown().stream()
        .filter(one -> one.sort().resource().equals(resource) && one.sort().model().equals(model))
        .findFirst()
        .orElseThrow(AssertionError::new);
  }

  private static List<String> shares(Devices devices) {
    return devices.shares().shown().stream()
        .map(share ->
            share.gpus()
                + " "
                + share.holder().kind()
                + ' '
                + share.holder().namespace()
                + '/'
                + share.holder().name()
                + ' '
                + share.holder().pods())
        .toList();
  }

  @Test
  void sharesAreRolledUpTheMostFirst() {
    assertThat(shares(devices("gpu-02", "nvidia.com/gpu")))
        .containsExactly("4 Deployment nlp/llm 2", "1 Pod audio/notebook 1");
    assertThat(
            devices("gpu-02", "nvidia.com/gpu").shares().shown().getFirst().holder().terminating())
        .isEqualTo(1);
    assertThat(shares(devices("gpu-03", "nvidia.com/mig-1g.10gb")))
        .containsExactly("3 Job vision/slice 3");
    assertThat(shares(devices("gpu-99", "nvidia.com/gpu"))).containsExactly("1 Pod vision/lost 1");
    assertThat(node(MADE_UP, "gpu-99").isThere()).isFalse();
  }

  @Test
  void nodesSayWhatKeepsPodsOff() {
    assertThat(node(MADE_UP, "gpu-06").cordoned()).isTrue();
    assertThat(node(MADE_UP, "gpu-06").taints()).contains("maintenance=true:NoSchedule");
    assertThat(node(MADE_UP, "gpu-10").ready()).isFalse();
    assertThat(node(MADE_UP, "gpu-01").ready()).isTrue();
    assertThat(node(MADE_UP, "gpu-01").taints()).containsExactly("nvidia.com/gpu:NoSchedule");
    assertThat(node(MADE_UP, "gpu-07").cpu()).isEqualTo(new Amount("400m", "16"));
    // The free ones of cordoned nodes and of those in trouble are nobody's to have.
    Total h100 = total(MADE_UP, "nvidia.com/gpu", "NVIDIA-H100-80GB-HBM3");
    assertThat(h100.free()).isEqualTo(11);
    assertThat(h100.open()).isEqualTo(3);
    assertThat(h100.largestHole()).isEqualTo(3);
    assertThat(h100.fits())
        .containsExactly(
            new GpuMap.Fit(1, 3), new GpuMap.Fit(2, 1), new GpuMap.Fit(4, 0), new GpuMap.Fit(8, 0));
  }

  @Test
  void aNodeMayHaveTwoSorts() {
    assertThat(devices("gpu-09", "amd.com/gpu").sort())
        .isEqualTo(new Sort("amd.com/gpu", "", Sharing.WHOLE, ""));
    assertThat(devices("gpu-09", "nvidia.com/gpu").sort())
        .isEqualTo(new Sort("nvidia.com/gpu", "NVIDIA-L40S", Sharing.WHOLE, ""));
  }

  @Test
  void strandedGpusSayWhatIsShort() {
    Devices stranded = devices("gpu-07", "nvidia.com/gpu");
    assertThat(stranded.free()).isEqualTo(2);
    assertThat(stranded.stranded()).isEqualTo(2);
    assertThat(stranded.shortOf()).isEqualTo("Insufficient cpu");
    assertThat(total(MADE_UP, "nvidia.com/gpu", "NVIDIA-L40S").stranded()).isEqualTo(2);
    // What lies on a cordoned node is not stranded, but closed.
    assertThat(devices("gpu-06", "nvidia.com/gpu").stranded()).isZero();
  }

  @Test
  void aNodeThatHasLostGpusIsOvercommitted() {
    Devices lost = devices("gpu-08", "nvidia.com/gpu");
    assertThat(lost.capacity()).isEqualTo(8);
    assertThat(lost.allocatable()).isEqualTo(6);
    assertThat(lost.held()).isEqualTo(7);
    assertThat(lost.free()).isZero();
    assertThat(lost.over()).isEqualTo(1);
    assertThat(total(MADE_UP, "nvidia.com/gpu", "NVIDIA-L40S").missing()).isEqualTo(2);
  }

  @Test
  void podsWithoutANodeHoldNothingAndWait() {
    assertThat(MADE_UP.waiting().shown()).containsExactly(new Waiting("nvidia.com/gpu", 20, 3));
  }

  @Test
  void whatIsNotCountedIsSaid() {
    assertThat(MADE_UP.notCounted())
        .containsExactly(
            new NotCounted(Uncounted.CLAIMED_DEVICES, 1), new NotCounted(Uncounted.FRACTIONS, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "nvidia.com/gpu,NVIDIA-H100,,WHOLE,NVIDIA-H100,''",
    "nvidia.com/gpu,Tesla-T4-SHARED,,SHARED,Tesla-T4,''",
    "nvidia.com/gpu,Tesla-T4,'nvidia.com/gpu.replicas: \"4\"',SHARED,Tesla-T4,''",
    "nvidia.com/gpu,Tesla-T4,'nvidia.com/gpu.replicas: \"1\"',WHOLE,Tesla-T4,''",
    "nvidia.com/gpu.shared,Tesla-T4,,SHARED,Tesla-T4,''",
    "nvidia.com/gpu,A100-MIG-1g.5gb,,PARTITION,A100,1g.5gb",
    "nvidia.com/gpu,A100-MIG-1g.5gb-SHARED,,SHARED,A100,1g.5gb",
    "nvidia.com/mig-3g.40gb,A100,,PARTITION,A100,3g.40gb",
    "nvidia.com/mig-3g.40gb.shared,A100,,SHARED,A100,3g.40gb",
    "nvidia.com/mig-1g.10gb,A100,'nvidia.com/mig-1g.10gb.replicas: \"2\"',SHARED,A100,1g.10gb",
    // Another vendor's product is none of this resource's.
    "amd.com/gpu,A100,,WHOLE,'',''",
    "huawei.com/Ascend910-4c,,,PARTITION,'',4c",
    "huawei.com/Ascend310P-4c.3cpu,,,PARTITION,'',4c.3cpu",
    "huawei.com/Ascend910,,,WHOLE,'',''",
    "nvidia.com/gpu-a30,A30,,WHOLE,A30,''",
  })
  void sortsAreToldByNamesAndLabels(
      String resource,
      String product,
      String label,
      Sharing sharing,
      String model,
      String profile) {
    String labels =
        (product == null ? "" : "nvidia.com/gpu.product: " + product)
            + (label == null ? "" : ", " + label);
    GpuMap map =
        Overviews.of(
                """
                apiVersion: v1
                kind: Node
                metadata: {name: node, labels: {%s}}
                status: {allocatable: {cpu: 8, pods: 10, %s: 2}}
                """
                    .formatted(labels, resource))
            .gpus();
    assertThat(map.totals().shown())
        .extracting(Total::sort)
        .containsExactly(new Sort(resource, model, sharing, profile));
    assertThat(map.totals().shown().getFirst().fits()).hasSize(sharing == Sharing.SHARED ? 1 : 4);
  }

  @Test
  void theProductsOfTwoVendorsAreKeptApart() {
    GpuMap map =
        Overviews.of(
                """
                apiVersion: v1
                kind: Node
                metadata: {name: node, labels: {nvidia.com/gpu.product: L40S, lab.example/gpu: any}}
                status: {allocatable: {nvidia.com/gpu: 2, amd.com/gpu: 2}}
                """,
                "gpu-capacity",
                "{productLabels: [nvidia.com/gpu.product, lab.example/gpu]}")
            .gpus();
    assertThat(map.totals().shown())
        .extracting(total -> total.sort().resource() + ' ' + total.sort().model())
        .containsExactly("amd.com/gpu any", "nvidia.com/gpu L40S");
  }

  @Test
  void thePolicysNamesAndMarksCount() {
    String node =
        """
        apiVersion: v1
        kind: Node
        metadata: {name: node}
        spec: {taints: [{key: dedicated, value: gpu, effect: NoSchedule}]}
        status: {allocatable: {pods: 10, example.com/tpu: 4, nvidia.com/gpu: 2}}
        """;
    assertThat(
            Overviews.of(node, "gpu-capacity", "{resources: [example.com/tpu]}")
                .gpus()
                .totals()
                .shown())
        .extracting(total -> total.sort().resource())
        .containsExactly("example.com/tpu");
    assertThat(Overviews.of(node).gpus().totals().shown().getFirst().open()).isZero();
    assertThat(
            Overviews.of(node, "gpu-toleration", "{taints: [\"dedicated=gpu:NoSchedule\"]}")
                .gpus()
                .totals()
                .shown()
                .getFirst()
                .open())
        .isEqualTo(2);
  }

  /** How often a pod fits is what the scheduler's model says of such a pod. */
  @Test
  void fitsAreTheSchedulersModel() {
    int fitting = 0;
    for (int seed = 0; seed < 40; seed++) {
      String yaml = new RandomCluster(seed).yaml();
      Inventory world = Worlds.closed(yaml);
      GpuMap map = Overviews.of(yaml).gpus();
      for (int gpus : List.of(1, 2, 4, 8)) {
        long told = 0;
        for (Total total : map.totals().shown()) {
          for (GpuMap.Fit fit : total.fits()) {
            boolean meant = total.sort().resource().equals("amd.com/gpu") && fit.gpus() == gpus;
            told += meant ? fit.pods() : 0;
          }
        }
        assertThat(told).as("seed " + seed).isEqualTo(NodeFit.room(probe(gpus), world).pods());
        fitting += told > 0 ? 1 : 0;
      }
    }
    assertThat(fitting).isGreaterThan(20);
  }

  private static PodDemand probe(int gpus) {
    return PodDemand.of(
        Worlds.resource(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: probe}
                spec:
                  tolerations: [{key: nvidia.com/gpu, operator: Exists}]
                  containers: [{name: a, resources: {limits: {amd.com/gpu: %d}}}]
                """
                    .formatted(gpus))
            .pods()
            .getFirst());
  }

  @Test
  void anEmptyClusterHasNone() {
    Overview empty = Overviews.of("{apiVersion: v1, kind: Namespace, metadata: {name: a}}");
    assertThat(empty.gpus().totals().isEmpty()).isTrue();
    assertThat(empty.gpus().nodes().isEmpty()).isTrue();
    assertThat(empty.numbers().gpus()).isZero();
    GpuMap cpus =
        Overviews.of(
                "{apiVersion: v1, kind: Node, metadata: {name: node}, status: {allocatable: {cpu:"
                    + " 4}}}")
            .gpus();
    assertThat(cpus.nodes().isEmpty()).isTrue();
  }

  @Test
  void aDeviceThatIsNotOfferedAnyMoreIsMissing() {
    GpuMap map =
        Overviews.of(
                """
                apiVersion: v1
                kind: Node
                metadata: {name: node}
                status: {capacity: {nvidia.com/gpu: 8}, allocatable: {pods: 10, nvidia.com/gpu: 0}}
                """)
            .gpus();
    assertThat(map.totals().shown().getFirst().missing()).isEqualTo(8);
    assertThat(map.nodes().shown()).hasSize(1);
  }

  @Test
  void numbersBeyondAllMeaningDoNotTurnOver() {
    List<String> yaml = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      yaml.add(
          """
          {apiVersion: v1, kind: Node, metadata: {name: n%d}, status: {allocatable: {pods: 9e18, nvidia.com/gpu: 9e18}}}
          """
              .formatted(i));
      yaml.add(
          """
          {apiVersion: v1, kind: Pod, metadata: {name: p%d}, spec: {nodeName: n0, containers:
            [{name: a, resources: {limits: {nvidia.com/gpu: 9e18, cpu: 9e18, memory: 9e18}}}]}}
          """
              .formatted(i));
    }
    Total total = Overviews.of(String.join("---\n", yaml)).gpus().totals().shown().getFirst();
    assertThat(total.allocatable()).isEqualTo(Long.MAX_VALUE);
    assertThat(total.held()).isEqualTo(Long.MAX_VALUE);
    assertThat(total.free()).isPositive();
    assertThat(total.over()).isPositive();
  }
}
