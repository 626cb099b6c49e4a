package dev.haetae.cluster.inventory;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sums of what the pods take of each node, added up when asked for. What was added up for a
 * node counts as long as the node and the list of its pods are the very same objects; a version
 * spares the look at each of a thousand nodes.
 *
 * <p>Safe for any number of threads.
 */
final class NodeLoadSums {
  private record KnownLoad(NodeLoad load, List<PlacedPod> pods) {}

  private record KnownLoads(long version, List<NodeLoad> loads) {}

  private final ConcurrentMap<String, KnownLoad> loadsByNode = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();
  private volatile @Nullable KnownLoads known;

  /** A node or a pod is another than it was. */
  void changed() {
    version.incrementAndGet();
  }

  void forget(String node) {
    loadsByNode.remove(node);
  }

  List<NodeLoad> of(NodeIndex nodes, PodIndex pods) {
    long now = version.get();
    KnownLoads before = known;
    if (before != null && before.version() == now) {
      return before.loads();
    }
    List<NodeLoad> loads = new ArrayList<>(before == null ? 16 : before.loads().size() + 1);
    for (Node node : nodes.nodes()) {
      loads.add(load(node, pods.on(node.name())));
    }
    List<NodeLoad> all = Collections.unmodifiableList(loads);
    known = new KnownLoads(now, all);
    return all;
  }

  @SuppressWarnings("ReferenceEquality") // both are replaced when they change, never changed
  private NodeLoad load(Node node, List<PlacedPod> pods) {
    KnownLoad before = loadsByNode.get(node.name());
    if (before != null && before.load().node() == node && before.pods() == pods) {
      return before.load();
    }
    NodeLoad load = NodeLoad.of(node, pods);
    loadsByNode.put(node.name(), new KnownLoad(load, pods));
    return load;
  }
}
