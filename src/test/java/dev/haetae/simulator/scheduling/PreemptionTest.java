package dev.haetae.simulator.scheduling;

import static dev.haetae.simulator.Worlds.closed;
import static dev.haetae.simulator.Worlds.nodeYaml;
import static dev.haetae.simulator.Worlds.podYaml;
import static dev.haetae.simulator.Worlds.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.PodView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which nodes preemption could make room on. */
class PreemptionTest {
  private static final String NODE = nodeYaml("node-1", 4, "", "");
  private static final String TAKEN = podYaml("low", 4, ", nodeName: node-1, priority: 5");

  private static List<String> nodes(String pod, String... world) {
    PodView view = resource(pod).pods().getFirst();
    return NodeFit.predict(view, closed(world)).preemption().nodes();
  }

  private static String priorityClass(String name, String fields) {
    return "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: %s}, %s}\n"
        .formatted(name, fields);
  }

  @Test
  void onlyPodsOfALowerPriorityMakeRoom() {
    assertThat(nodes(podYaml("new", 4, ", priority: 6"), NODE, TAKEN)).containsExactly("node-1");
    assertThat(nodes(podYaml("new", 4, ", priority: 5"), NODE, TAKEN)).isEmpty();
    assertThat(nodes(podYaml("new", 5, ", priority: 6"), NODE, TAKEN)).isEmpty();
    assertThat(nodes(podYaml("new", 4, ", priority: 6, preemptionPolicy: Never"), NODE, TAKEN))
        .isEmpty();
  }

  @Test
  void thePriorityIsThatOfTheClassOrOfTheDefaultOne() {
    String named = podYaml("new", 4, ", priorityClassName: high");
    assertThat(nodes(named, NODE, TAKEN, priorityClass("high", "value: 6")))
        .containsExactly("node-1");
    String never = priorityClass("high", "value: 6, preemptionPolicy: Never");
    assertThat(nodes(named, NODE, TAKEN, never)).isEmpty();
    String unnamed = podYaml("new", 4, "");
    assertThat(nodes(unnamed, NODE, TAKEN)).isEmpty();
    assertThat(nodes(unnamed, NODE, TAKEN, priorityClass("all", "value: 6, globalDefault: true")))
        .containsExactly("node-1");
  }
}
