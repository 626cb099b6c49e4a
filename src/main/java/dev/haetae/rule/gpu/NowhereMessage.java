package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.PodPrediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The reasons why no node could run a pod, node by node: first of those that have the GPUs it asks
 * for.
 */
final class NowhereMessage {
  private final PodPrediction prediction;
  private final Inventory inventory;

  NowhereMessage(PodPrediction prediction, Inventory inventory) {
    this.prediction = prediction;
    this.inventory = inventory;
  }

  Sentence sentence() {
    Sentence sentence =
        Sentence.of(inventory.isClosed() ? "no node" : "no known node")
            .then(" could run the pod, even empty: ")
            .instead("ask for what one empty node has, or let the pod on to nodes that have it");
    if (!prediction.failure().isEmpty()) {
      return sentence.then(Sentence.said(prediction.failure()));
    }
    List<Integer> nodes = nearestFirst();
    // A semicolon may stand within what is said of one node.
    return sentence.some(
        "", " | ", nodes.size(), (index, _) -> describe(prediction.candidate(nodes.get(index))));
  }

  private static String describe(NodeCandidate candidate) {
    return Sentence.of("%s ", candidate.name()).then(Sentence.said(candidate.message())).message();
  }

  private List<Integer> nearestFirst() {
    int[] distances = new int[prediction.totalNodes()];
    List<Integer> nodes = new ArrayList<>(distances.length);
    for (int i = 0; i < distances.length; i++) {
      inventory.spend(prediction.pod().requests().others());
      distances[i] = prediction.distance(i);
      nodes.add(i);
    }
    nodes.sort(Comparator.comparingInt(index -> distances[index]));
    return nodes;
  }
}
