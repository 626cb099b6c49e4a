package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.PodPrediction;
import java.util.ArrayList;
import java.util.List;

/** Why no node could run a pod, node by node: first those that have the GPUs it asks for. */
final class NowhereMessage {
  static final String REMEDIATION =
      "ask for what one empty node has, or let the pod on to nodes that have it";

  private static final int LONGEST = 254 - REMEDIATION.length(); // 256 less the "; " between them

  // A semicolon may stand within what is said of one node.
  private static final String BETWEEN = " | ";

  private final PodPrediction prediction;
  private final Inventory inventory;
  private final GpuResources gpus;

  NowhereMessage(PodPrediction prediction, Inventory inventory, GpuResources gpus) {
    this.prediction = prediction;
    this.inventory = inventory;
    this.gpus = gpus;
  }

  String text() {
    String start =
        (inventory.isClosed() ? "no node" : "no known node") + " could run the pod, even empty: ";
    if (!prediction.failure().isEmpty()) {
      return start + prediction.failure();
    }
    // Only those that there is room for are put into words.
    List<Integer> nodes = nearestFirst();
    StringBuilder out = new StringBuilder(start);
    for (int i = 0; i < nodes.size(); i++) {
      int left = nodes.size() - i - 1;
      NodeCandidate candidate = prediction.candidate(nodes.get(i));
      String one = Text.shorten(candidate.name(), 40) + ' ' + candidate.message();
      int room = LONGEST - out.length() - (i == 0 ? 0 : BETWEEN.length()) - rest(left).length();
      if (i > 0 && one.length() > room) {
        return out.append(rest(left + 1)).toString();
      }
      out.append(i == 0 ? "" : BETWEEN).append(Text.shorten(one, room - 1));
    }
    return out.toString();
  }

  private List<Integer> nearestFirst() {
    int count = prediction.totalNodes();
    List<List<Integer>> byDistance =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < count; i++) {
      byDistance.get(distance(prediction.allocatable(i))).add(i);
    }
    List<Integer> nodes = new ArrayList<>(count);
    byDistance.forEach(nodes::addAll);
    return nodes;
  }

  private static String rest(int count) {
    return count == 0 ? "" : BETWEEN + "… " + count + " more";
  }

  // 0 for a node that has enough GPUs, 1 for one that has too few, 2 for one that has none.
  private int distance(ResourceAmounts has) {
    ResourceAmounts asked = prediction.pod().requests();
    int distance = 0;
    inventory.spend(asked.others());
    for (int i = 0; i < asked.others(); i++) {
      long available = has.other(asked.otherName(i));
      if (gpus.include(asked.otherName(i)) && available < asked.other(i)) {
        distance = Math.max(distance, available > 0 ? 1 : 2);
      }
    }
    return distance;
  }
}
