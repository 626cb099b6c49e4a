package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.PodPrediction;
import java.util.ArrayList;
import java.util.List;

/** Why no node could run a pod, node by node: first those that have the GPUs it asks for. */
final class NowhereMessage {
  private final PodPrediction prediction;
  private final Inventory inventory;
  private final GpuResources gpus;

  NowhereMessage(PodPrediction prediction, Inventory inventory, GpuResources gpus) {
    this.prediction = prediction;
    this.inventory = inventory;
    this.gpus = gpus;
  }

  Sentence sentence() {
    Sentence sentence =
        Sentence.of(inventory.isClosed() ? "no node" : "no known node")
            .then(" could run the pod, even empty: ")
            .instead("ask for what one empty node has, or let the pod on to nodes that have it");
    if (!prediction.failure().isEmpty()) {
      return sentence.then("%s", Sentence.said(prediction.failure()));
    }
    List<Integer> nodes = nearestFirst();
    // A semicolon may stand within what is said of one node.
    return sentence.some(
        "", " | ", nodes.size(), (index, _) -> describe(prediction.candidate(nodes.get(index))));
  }

  private static String describe(NodeCandidate candidate) {
    return Sentence.of("%s ", candidate.name())
        .then("%s", Sentence.said(candidate.message()))
        .message();
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
