package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.resource.Node;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The reasons why no node could run a pod, node by node: first of those that its selector and
 * affinity point at, and of these of those that have the GPUs it asks for.
 */
final class NowhereMessage {
  private static final String ELSE =
      "ask for what one empty node has, or let the pod on to nodes that have it";

  private final PodPrediction prediction;
  private final GpuResources gpus;
  private final Inventory inventory;

  NowhereMessage(PodPrediction prediction, GpuResources gpus, Inventory inventory) {
    this.prediction = prediction;
    this.gpus = gpus;
    this.inventory = inventory;
  }

  Sentence sentence() {
    List<String> unseen = new ArrayList<>(prediction.pod().unmodelledFor(false));
    // There are no pods that it could take the place of.
    unseen.remove(PodDemand.PREEMPTION);
    Sentence sentence =
        Sentence.of(inventory.isClosed() ? "no node" : "no known node")
            .then(" could run the pod, even empty")
            .then(unseen.isEmpty() ? Sentence.of("") : Sentence.of(" (not looked at: %s)", unseen))
            .then(": ");
    return reasons(sentence);
  }

  private Sentence reasons(Sentence sentence) {
    if (!prediction.failure().isEmpty()) {
      return sentence.instead(ELSE).then(Sentence.said(prediction.failure()));
    }
    List<Integer> nodes = nearestFirst();
    Sentence remedy = remedy(nodes);
    List<Integer> pointed = pointedAt(nodes);
    List<Integer> told = pointed.isEmpty() ? nodes : pointed;
    if (told.size() < nodes.size()) {
      sentence.then("of %s nodes selector and affinity leave %s: ", nodes.size(), told.size());
    }
    // A semicolon may stand within what is said of one node.
    return sentence
        .instead("%s", remedy)
        .some("", " | ", told.size(), (i, _) -> describe(prediction.candidate(told.get(i))));
  }

  private List<Integer> pointedAt(List<Integer> nodes) {
    List<Integer> pointed = new ArrayList<>();
    for (int node : nodes) {
      inventory.spend(prediction.stepsOfDistance());
      if (prediction.pointsAt(node)) {
        pointed.add(node);
      }
    }
    return pointed;
  }

  // The node that selector and affinity point at may have the GPUs by another name.
  private Sentence remedy(List<Integer> nodes) {
    if (nodes.isEmpty() || !prediction.pointsAt(nodes.getFirst())) {
      return Sentence.of(ELSE);
    }
    Node node = inventory.node(prediction.candidate(nodes.getFirst()).name());
    ResourceAmounts asked = prediction.pod().requests();
    List<String> offered = new ArrayList<>();
    boolean hasAsked = false;
    for (Map.Entry<String, Quantity> one :
        node == null ? List.<Map.Entry<String, Quantity>>of() : node.allocatable().entrySet()) {
      if (one.getValue().signum() > 0 && gpus.include(one.getKey())) {
        hasAsked |= asked.other(one.getKey()) > 0;
        offered.add(one.getKey());
      }
    }
    return node == null || hasAsked || offered.isEmpty()
        ? Sentence.of(ELSE)
        : Sentence.of(
            "ask for %s, which %s has, or let the pod on to other nodes", offered, node.name());
  }

  private static String describe(NodeCandidate candidate) {
    return Sentence.of("%s ", candidate.name()).then(Sentence.said(candidate.message())).message();
  }

  private List<Integer> nearestFirst() {
    int[] distances = new int[prediction.totalNodes()];
    List<Integer> nodes = new ArrayList<>(distances.length);
    for (int i = 0; i < distances.length; i++) {
      inventory.spend(prediction.stepsOfDistance());
      distances[i] = prediction.distance(i);
      nodes.add(i);
    }
    nodes.sort(Comparator.comparingInt(index -> distances[index]));
    return nodes;
  }
}
