package dev.haetae.simulator.scheduling.affinity;

import dev.haetae.resource.Node;
import java.util.HashMap;
import java.util.Map;

/** Counts of pods by the domain that their nodes are in: a label of nodes and its value. */
final class TopologyCounts {
  private final Map<String, Map<String, Integer>> byKey = new HashMap<>(4);

  /** Counts a pod on a node; a node without the label is in no domain. */
  void add(String topologyKey, Node node, int delta) {
    String domain = node.labels().get(topologyKey);
    if (domain == null) {
      return;
    }
    Map<String, Integer> domains = byKey.computeIfAbsent(topologyKey, _ -> new HashMap<>());
    int count = domains.merge(domain, delta, Integer::sum);
    if (count == 0) {
      domains.remove(domain);
      if (domains.isEmpty()) {
        byKey.remove(topologyKey);
      }
    }
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  /** Returns whether a pod was counted in the domain of this label that a node is in. */
  boolean hasAny(String topologyKey, Node node) {
    Map<String, Integer> domains = byKey.get(topologyKey);
    if (domains == null) {
      return false;
    }
    String domain = node.labels().get(topologyKey);
    return domain != null && domains.getOrDefault(domain, 0) > 0;
  }

  /** Returns whether a pod was counted in a domain of any label that a node is in. */
  boolean hasAny(Node node) {
    for (String topologyKey : byKey.keySet()) {
      if (hasAny(topologyKey, node)) {
        return true;
      }
    }
    return false;
  }
}
