package dev.haetae.simulator.scheduling;

import static dev.haetae.simulator.Worlds.closed;
import static dev.haetae.simulator.Worlds.nodeYaml;
import static dev.haetae.simulator.Worlds.podYaml;
import static dev.haetae.simulator.Worlds.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Node;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a kubelet does with a pod that is put on its node past the scheduler. */
class KubeletAdmissionTest {
  private static final String NODE = nodeYaml("node-1", 4, "", "");

  private static KubeletAdmission admit(String pod, String... world) {
    Inventory inventory = closed(world);
    Node node = Objects.requireNonNull(inventory.node("node-1"));
    PodDemand demand = PodDemand.of(resource(pod).pods().getFirst());
    return KubeletAdmission.predict(demand, node, inventory.podsOn("node-1"), inventory);
  }

  private static String named(int gpus, String more) {
    return podYaml("new", gpus, ", nodeName: node-1" + more);
  }

  @Test
  void whatIsLeftOfTheNodeIsAllThereIs() {
    String other = podYaml("other", 3, ", nodeName: node-1");
    assertThat(admit(named(1, ""), NODE, other).reasons()).isEmpty();
    KubeletAdmission refused = admit(named(2, ""), NODE, other);
    assertThat(refused.reasons()).containsExactly("OutOfnvidia.com/gpu");
    assertThat(refused.isOfPlace()).isFalse();
    assertThat(refused.node().message())
        .isEqualTo("has 1 of 4 nvidia.com/gpu free, the pod asks for 2");
  }

  @Test
  void selectorAndAffinityAreLookedAtToo() {
    KubeletAdmission refused = admit(named(1, ", nodeSelector: {zone: b}"), NODE);
    assertThat(refused.reasons()).containsExactly("NodeAffinity");
    assertThat(refused.isOfPlace()).isTrue();
    assertThat(refused.node().message())
        .isEqualTo("has no label zone; nodeSelector asks for \"b\"");
  }

  @Test
  void onlyTaintsThatEvictCountAndNoCordonDoes() {
    String schedule = "taints: [{key: a, effect: NoSchedule}], unschedulable: true";
    assertThat(admit(named(1, ""), nodeYaml("node-1", 4, "", schedule)).reasons()).isEmpty();
    String evict = nodeYaml("node-1", 4, "", "taints: [{key: a, effect: NoExecute}]");
    assertThat(admit(named(1, ""), evict).reasons()).containsExactly("TaintToleration");
    assertThat(admit(named(1, ", tolerations: [{operator: Exists}]"), evict).reasons()).isEmpty();
  }

  @Test
  void aResourceThatTheNodeDoesNotKnowIsLetPass() {
    String plain = nodeYaml("node-1", 4, "", "").replace("nvidia.com/gpu", "amd.com/gpu");
    KubeletAdmission admitted = admit(named(1, ""), plain);
    assertThat(admitted.reasons()).isEmpty();
    assertThat(admitted.absent()).containsExactly("nvidia.com/gpu");
    KubeletAdmission none = admit(named(1, ""), nodeYaml("node-1", 0, "", ""));
    assertThat(none.absent()).isEmpty();
    assertThat(none.reasons()).containsExactly("OutOfnvidia.com/gpu");
  }

  @Test
  void theOverheadOfARuntimeClassIsTaken() {
    String kata =
        "{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: kata}, handler: kata,"
            + " overhead: {podFixed: {memory: 1000Ti}}}\n";
    String pod = named(1, ", runtimeClassName: kata");
    assertThat(admit(pod, NODE, kata).reasons()).containsExactly("OutOfmemory");
    assertThat(admit(pod, NODE).reasons()).isEmpty();
    String written = named(1, ", runtimeClassName: kata, overhead: {memory: 1Mi}");
    assertThat(admit(written, NODE, kata).reasons()).isEmpty();
  }
}
