package dev.haetae.inventory;

import dev.haetae.inventory.UnreadableObjects.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The unfinished pods of a world that was read from files, by what they are looked up by. */
final class SnapshotPods {
  private final Map<String, List<PlacedPod>> byNode = new HashMap<>();
  private final PodGroups byLabels = new PodGroups();
  private final Map<ObjectKey, List<PlacedPod>> byClaim = new HashMap<>();
  private final PodGroups keepingOff = new PodGroups();

  /** Adds a pod; in the order of namespaces and names. */
  void add(PlacedPod pod) {
    if (pod.finished()) {
      return;
    }
    if (!pod.node().isEmpty()) {
      add(byNode, pod.node(), pod);
      byLabels.addByLabels(pod);
      keepingOff.addKeepingOff(pod);
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

  Collection<Collection<PlacedPod>> placed() {
    return byLabels.all();
  }

  Collection<Collection<PlacedPod>> placed(String namespace) {
    return byLabels.of(namespace);
  }

  List<PlacedPod> using(String namespace, String claim) {
    return byClaim.getOrDefault(new ObjectKey(namespace, claim), List.of());
  }

  Collection<Collection<PlacedPod>> keepingOff(String namespace) {
    return keepingOff.ofAnd(namespace);
  }
}
