package dev.haetae.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The unfinished pods of a world that was read from files, by what they are looked up by. */
final class SnapshotPods {
  private final Map<String, List<PlacedPod>> byNode = new HashMap<>();
  private final Map<String, List<PlacedPod>> byNamespace = new HashMap<>();
  private final Map<ObjectKey, List<PlacedPod>> byClaim = new HashMap<>();
  // By the namespaces of those that they keep off.
  private final Map<String, List<PlacedPod>> keepingOff = new HashMap<>();

  /** Adds a pod; in the order of namespaces and names. */
  void add(PlacedPod pod) {
    if (pod.finished()) {
      return;
    }
    if (!pod.node().isEmpty()) {
      add(byNode, pod.node(), pod);
      add(byNamespace, pod.namespace(), pod);
    }
    for (String namespace : pod.keepsOffIn()) {
      add(keepingOff, namespace, pod);
    }
    for (String claim : pod.claims()) {
      add(byClaim, new ObjectKey(pod.namespace(), claim), pod);
    }
  }

  private static <K> void add(Map<K, List<PlacedPod>> lists, K key, PlacedPod pod) {
    lists.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(pod);
  }

  List<PlacedPod> on(String node) {
    return byNode.getOrDefault(node, List.of());
  }

  List<PlacedPod> placed(String namespace) {
    return byNamespace.getOrDefault(namespace, List.of());
  }

  List<PlacedPod> using(String namespace, String claim) {
    return byClaim.getOrDefault(new ObjectKey(namespace, claim), List.of());
  }

  List<PlacedPod> keepingOff(String namespace) {
    List<PlacedPod> here = keepingOff.getOrDefault(namespace, List.of());
    List<PlacedPod> anywhere = keepingOff.getOrDefault(PlacedPod.ANY_NAMESPACE, List.of());
    if (anywhere.isEmpty()) {
      return here;
    }
    List<PlacedPod> both = new ArrayList<>(here);
    both.addAll(anywhere);
    return both;
  }
}
