package dev.haetae.simulator.scheduling;

import static dev.haetae.simulator.Worlds.closed;
import static dev.haetae.simulator.Worlds.nodeYaml;
import static dev.haetae.simulator.Worlds.podYaml;
import static dev.haetae.simulator.Worlds.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The nodes that are nearest to taking a pod come first, in rules and in predictions. */
final class NodeDistanceTest {
  private static final String TAINTED = "taints: [{key: team, effect: NoSchedule}]";

  private static List<String> nearestFirst(PodPrediction prediction) {
    return prediction.candidates().stream()
        .sorted(Comparator.comparingInt(NodeCandidate::distance))
        .map(NodeCandidate::name)
        .toList();
  }

  @Test
  void thoseThatHaveTheGpusComeFirst() {
    Inventory world =
        closed(
            nodeYaml("a-none", 0, "", ""),
            nodeYaml("b-few", 4, "", ""),
            nodeYaml("c-tainted", 8, "", TAINTED),
            nodeYaml("d-none-and-tainted", 0, "", TAINTED),
            nodeYaml("e-fits", 16, "", ""));
    PodDemand demand = PodDemand.of(resource(podYaml("p", 8, "")).pods().getFirst());

    List<String> order = List.of("e-fits", "c-tainted", "b-few", "a-none", "d-none-and-tainted");
    assertThat(nearestFirst(NodeFit.predict(demand, world))).isEqualTo(order);
    assertThat(nearestFirst(NodeFit.predictIdle(demand, world))).isEqualTo(order);
  }

  @Test
  void thatWithTheMostLeftIsNearer() {
    Inventory world =
        closed(
            nodeYaml("b-busy", 8, "", ""),
            nodeYaml("a-busier", 8, "", ""),
            podYaml("one", 3, ", nodeName: b-busy"),
            podYaml("two", 6, ", nodeName: a-busier"));
    PodDemand demand = PodDemand.of(resource(podYaml("p", 8, "")).pods().getFirst());

    assertThat(nearestFirst(NodeFit.predict(demand, world))).containsExactly("b-busy", "a-busier");
  }

  @Test
  void theRoomOfANodeIsWhatRunsOutFirst() {
    Inventory world = closed(nodeYaml("node", 8, "", ""), podYaml("one", 3, ", nodeName: node"));
    PodDemand demand = PodDemand.of(resource(podYaml("p", 2, "")).pods().getFirst());

    assertThat(NodeRoom.of(demand, world.nodeLoads().getFirst()).pods()).isEqualTo(2);
    assertThat(NodeFit.room(demand, world))
        .isEqualTo(new Room(2, 1, "Insufficient nvidia.com/gpu"));
    assertThat(NodeFit.roomIdle(demand, world).pods()).isEqualTo(4);
  }
}
