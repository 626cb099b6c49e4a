package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.KindWatch;
import dev.haetae.cluster.client.NamespacedName;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.PodGroups;
import dev.haetae.resource.Resource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Unfinished pods, by the node they are on and by the claims they mount. */
final class PodIndex implements KindIndex {
  private static final Comparator<PlacedPod> BY_NAMESPACE_AND_NAME =
      Comparator.comparing(PlacedPod::namespace).thenComparing(PlacedPod::name);
  private final CompactRecords compact;
  private final NodeLoadSums loads;
  private final ConcurrentMap<NamespacedName, PlacedPod> pods = new ConcurrentHashMap<>();
  private final PodGroups byLabels = new PodGroups();
  private final PodGroups keepingOff = new PodGroups();
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

  /** The pods that are on nodes, in groups of equal namespaces and labels. */
  Collection<Collection<PlacedPod>> placed() {
    return byLabels.all();
  }

  /** The pods of a namespace that are on nodes, in groups of equal labels. */
  Collection<Collection<PlacedPod>> placed(String namespace) {
    return byLabels.of(namespace);
  }

  /** The pods on nodes that may keep pods of a namespace off, in groups of equal anti-affinity. */
  Collection<Collection<PlacedPod>> keepingOff(String namespace) {
    return keepingOff.ofAnd(namespace);
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
    if (old != null && !old.node().isEmpty()) {
      byLabels.removeByLabels(old);
      keepingOff.removeKeepingOff(old);
    }
    if (!pod.node().isEmpty()) {
      byNode.add(pod.node(), pod);
      byLabels.addByLabels(pod);
      keepingOff.addKeepingOff(pod);
    }
    for (String claim : pod.claims()) {
      byClaim.add(new NamespacedName(pod.namespace(), claim), pod);
    }
    if (old != null) {
      forget(old, pod);
      loads.changed(old.node());
    }
    loads.changed(pod.node());
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    NamespacedName key = new NamespacedName(namespace, name);
    PlacedPod old = pods.remove(key);
    if (old != null) {
      if (!old.node().isEmpty()) {
        byLabels.removeByLabels(old);
        keepingOff.removeKeepingOff(old);
      }
      forget(old, null);
      loads.changed(old.node());
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
