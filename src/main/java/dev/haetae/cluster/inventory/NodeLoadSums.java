package dev.haetae.cluster.inventory;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.alike.AlikeElements;
import dev.haetae.resource.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sums of what the pods take of each node, added up when asked for: all of them when there is
 * another node than before, else those of nodes whose pods have changed since.
 *
 * <p>Safe for any number of threads.
 */
final class NodeLoadSums {
  // Pods may name nodes that are not there, and nobody may ask for loads.
  private static final int MOST_REMEMBERED = 10_000;

  private record KnownLoad(NodeLoad load, NodeKinds.Kind kind) {}

  private record Known(long version, long nodesVersion, AlikeElements<NodeLoad> loads) {}

  private static final Known NOTHING =
      new Known(-1, -1, AlikeElements.of(List.of(), new int[0], Set.of()));

  private final AtomicLong version = new AtomicLong();
  private final AtomicLong nodesVersion = new AtomicLong();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  // Whether more had changed than are remembered.
  private volatile boolean forgotten;
  private volatile Known known = NOTHING;
  // Of known; for whoever has the lock.
  private final NodeKinds kinds = new NodeKinds();
  private Map<String, KnownLoad> loadsByNode = Map.of();
  private Map<String, Integer> places = Map.of();

  /** Other pods are on a node than were, or the same with other requests. */
  void changed(String node) {
    if (node.isEmpty()) {
      return;
    }
    if (changed.size() < MOST_REMEMBERED) {
      changed.add(node);
    } else {
      forgotten = true;
      nodesVersion.incrementAndGet();
    }
    version.incrementAndGet();
  }

  /** There is another node than there was, or one less. */
  void nodesChanged() {
    nodesVersion.incrementAndGet();
    version.incrementAndGet();
  }

  /** The loads of all nodes, by name. */
  AlikeElements<NodeLoad> of(NodeIndex nodes, PodIndex pods) {
    Known before = known;
    return before.version() == version.get() ? before.loads() : renewed(nodes, pods);
  }

  private synchronized AlikeElements<NodeLoad> renewed(NodeIndex nodes, PodIndex pods) {
    long now = version.get();
    Known before = known;
    if (before.version() != now) {
      long nodesNow = nodesVersion.get();
      AlikeElements<NodeLoad> loads =
          before.nodesVersion() == nodesNow ? some(before.loads(), pods) : all(nodes, pods);
      known = new Known(now, nodesNow, loads);
    }
    return known.loads();
  }

  // Each name is taken out before its pods are looked at: what comes after that is told again.
  private AlikeElements<NodeLoad> some(AlikeElements<NodeLoad> before, PodIndex pods) {
    List<String> names = List.copyOf(changed);
    int[] at = new int[names.size()];
    List<NodeLoad> now = new ArrayList<>(at.length);
    int count = 0;
    for (String name : names) {
      changed.remove(name);
      Integer place = places.get(name);
      KnownLoad old = loadsByNode.get(name);
      if (place != null && old != null) {
        NodeLoad load = NodeLoad.of(old.load().node(), pods.on(name));
        loadsByNode.put(name, new KnownLoad(load, old.kind()));
        at[count++] = place;
        now.add(load);
      }
    }
    return before.with(Arrays.copyOf(at, count), now);
  }

  @SuppressWarnings("ReferenceEquality") // a node is replaced when it changes, never changed
  private AlikeElements<NodeLoad> all(NodeIndex nodes, PodIndex pods) {
    boolean all = forgotten;
    forgotten = false;
    Set<String> stale = new HashSet<>(changed);
    changed.removeAll(stale);
    List<Node> current = List.copyOf(nodes.nodes());
    boolean recounted = kinds.count(current, current.size());
    Map<String, KnownLoad> loads = HashMap.newHashMap(current.size());
    Map<String, Integer> at = HashMap.newHashMap(current.size());
    List<NodeLoad> list = new ArrayList<>(current.size());
    List<NodeKinds.Kind> kindList = new ArrayList<>(current.size());
    for (Node node : current) {
      KnownLoad old = loadsByNode.get(node.name());
      if (old != null && old.load().node() != node) {
        old = null;
      }
      NodeKinds.Kind kind = old == null || recounted ? kinds.of(node) : old.kind();
      NodeLoad load =
          all || old == null || stale.contains(node.name())
              ? NodeLoad.of(node, pods.on(node.name()))
              : old.load();
      loads.put(node.name(), new KnownLoad(load, kind));
      at.put(node.name(), list.size());
      list.add(load);
      kindList.add(kind);
    }
    loadsByNode = loads;
    places = at;
    return AlikeElements.of(list, kinds.numbered(kindList), kinds.ownLabels());
  }
}
