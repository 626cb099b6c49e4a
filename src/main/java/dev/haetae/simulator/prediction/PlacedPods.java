package dev.haetae.simulator.prediction;

import dev.haetae.inventory.PlacedPod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pods of the input that have been placed, in groups of those that are alike. */
final class PlacedPods {
  // No kubelet runs more; absurd nodes of absurd input are not to fill the memory.
  private static final int MOST_OF_A_NODE = 1_000;

  private final Map<String, List<PlacedPod>> byNode = new HashMap<>();
  private final Map<String, List<Collection<PlacedPod>>> byNamespace = new HashMap<>();
  private final List<Collection<PlacedPod>> keepingOff = new ArrayList<>(0);

  /** Adds pods that are alike. */
  void add(PlacedPod one, int times) {
    List<PlacedPod> all = Collections.nCopies(Math.min(times, MOST_OF_A_NODE), one);
    byNode.computeIfAbsent(one.node(), _ -> new ArrayList<>()).addAll(all);
    byNamespace.computeIfAbsent(one.namespace(), _ -> new ArrayList<>()).add(all);
    if (!one.standing().keepsOff().isEmpty()) {
      keepingOff.add(all);
    }
  }

  List<PlacedPod> on(String node) {
    return byNode.getOrDefault(node, List.of());
  }

  List<Collection<PlacedPod>> in(String namespace) {
    return byNamespace.getOrDefault(namespace, List.of());
  }

  List<Collection<PlacedPod>> all() {
    List<Collection<PlacedPod>> all = new ArrayList<>();
    byNamespace.values().forEach(all::addAll);
    return all;
  }

  List<Collection<PlacedPod>> keepingOff(String namespace) {
    List<Collection<PlacedPod>> found = new ArrayList<>(0);
    for (Collection<PlacedPod> alike : keepingOff) {
      if (alike.iterator().next().mayKeepOff(namespace)) {
        found.add(alike);
      }
    }
    return found;
  }

  /** Those that were there and those that have been placed. */
  static <T> List<T> with(Collection<T> there, List<T> placed) {
    List<T> all = new ArrayList<>(there);
    all.addAll(placed);
    return all;
  }
}
