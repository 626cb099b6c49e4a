package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.KindWatch;
import dev.haetae.cluster.client.NamespacedName;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Unfinished pods, by the node they are on and by the claims they mount. */
final class PodIndex implements KindIndex {
  private static final Comparator<PlacedPod> BY_NAMESPACE_AND_NAME =
      Comparator.comparing(PlacedPod::namespace).thenComparing(PlacedPod::name);  private static final Comparator<NamespacedName> BY_KEY =
      Comparator.comparing(NamespacedName::namespace).thenComparing(NamespacedName::name);

  private final CompactRecords compact;
  private final NodeLoadSums loads;
  // By namespace and name, so that those of a namespace lie side by side.
  private final ConcurrentNavigableMap<NamespacedName, PlacedPod> pods =
      new ConcurrentSkipListMap<>(BY_KEY);
  // By the namespaces of those that they keep off.
  private final ConcurrentMap<String, ConcurrentNavigableMap<NamespacedName, PlacedPod>> keepingOff =
      new ConcurrentHashMap<>();
  private final NamedLists<String, PlacedPod> byNode = new NamedLists<>(BY_NAMESPACE_AND_NAME);
  private final NamedLists<NamespacedName, PlacedPod> byClaim =
      new NamedLists<>(BY_NAMESPACE_AND_NAME);

  PodIndex(CompactRecords compact, NodeLoadSums loads) {
    this.compact = compact;
    this.loads = loads;
  }

  /** The pods that are on a node, by namespace and name. */
  List<PlacedPod> on(String node) {
    return byNode.get(node);
  }

  /** The pods of a namespace that are on nodes, by name. */
  List<PlacedPod> placed(String namespace) {
    NamespacedName from = new NamespacedName(namespace, "");
    NamespacedName to = new NamespacedName(namespace + '\0', "");
    List<PlacedPod> placed = new ArrayList<>();
    for (PlacedPod pod : pods.subMap(from, to).values()) {
      if (!pod.node().isEmpty()) {
        placed.add(pod);
      }
    }
    return placed;
  }

  /** The pods on nodes that may keep pods of a namespace off. */
  List<PlacedPod> keepingOff(String namespace) {
    List<PlacedPod> found = new ArrayList<>(0);
    addKeepingOff(namespace, found);
    addKeepingOff(PlacedPod.ANY_NAMESPACE, found);
    return found;
  }

  private void addKeepingOff(String namespace, List<PlacedPod> to) {
    ConcurrentNavigableMap<NamespacedName, PlacedPod> here = keepingOff.get(namespace);
    if (here != null) {
      to.addAll(here.values());
    }
  }

  private void addKeepingOff(NamespacedName key, PlacedPod pod) {
    for (String namespace : pod.keepsOffIn()) {
      keepingOff
          .computeIfAbsent(namespace, _ -> new ConcurrentSkipListMap<>(BY_KEY))
          .put(key, pod);
    }
  }

  private void removeKeepingOff(NamespacedName key, PlacedPod pod) {
    for (String namespace : pod.keepsOffIn()) {
      ConcurrentNavigableMap<NamespacedName, PlacedPod> here = keepingOff.get(namespace);
      if (here != null) {
        here.remove(key);
      }
    }
  }

  /** The pods, placed or not, that mount a claim, by name. */
  List<PlacedPod> using(String namespace, String claim) {
    return byClaim.get(new NamespacedName(namespace, claim));
  }

  @Override
  public int count() {
    return pods.size();
  }

  @Override
  public boolean put(Resource resource, boolean labelled) {
    if (resource.pods().isEmpty()) {
      remove(resource.namespace(), resource.name());
      return false;
    }
    PlacedPod pod = compact.of(PlacedPod.of(resource), labelled);
    if (pod.finished()) {
      remove(pod.namespace(), pod.name());
      return false;
    }
    NamespacedName key = new NamespacedName(pod.namespace(), pod.name());
    PlacedPod old = pods.get(key);
    if (pod.equals(old)) {
      return true;
    }
    pods.put(key, pod);
    if (old != null) {
      removeKeepingOff(key, old);
    }
    addKeepingOff(key, pod);
    if (!pod.node().isEmpty()) {
      byNode.add(pod.node(), pod);
    }
    for (String claim : pod.claims()) {
      byClaim.add(new NamespacedName(pod.namespace(), claim), pod);
    }
    if (old != null) {
      forget(old, pod);
    }
    loads.changed();
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    NamespacedName key = new NamespacedName(namespace, name);
    PlacedPod old = pods.remove(key);
    if (old != null) {
      removeKeepingOff(key, old);
      forget(old, null);
      loads.changed();
    }
  }

  @Override
  public void retain(Set<String> keys) {
    for (NamespacedName pod : pods.keySet()) {
      if (!keys.contains(KindWatch.key(pod.namespace(), pod.name()))) {
        remove(pod.namespace(), pod.name());
      }
    }
  }

  private void forget(PlacedPod old, @Nullable PlacedPod now) {
    if (!old.node().isEmpty() && (now == null || !old.node().equals(now.node()))) {
      byNode.remove(old.node(), old);
    }
    for (String claim : old.claims()) {
      if (now == null || !now.claims().contains(claim)) {
        byClaim.remove(new NamespacedName(old.namespace(), claim), old);
      }
    }
  }
}
