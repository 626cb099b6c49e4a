package dev.haetae.cluster.inventory;

import dev.haetae.resource.Node;
import dev.haetae.resource.Resource;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Nodes by name. */
final class NodeIndex implements ClusterScopedIndex {
  private final CompactRecords compact;
  private final NodeLoadSums loads;
  private final ConcurrentSkipListMap<String, Node> nodes = new ConcurrentSkipListMap<>();

  NodeIndex(CompactRecords compact, NodeLoadSums loads) {
    this.compact = compact;
    this.loads = loads;
  }

  @Nullable Node node(String name) {
    return nodes.get(name);
  }

  Collection<Node> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  @Override
  public Set<String> names() {
    return nodes.keySet();
  }

  @Override
  public boolean put(Resource resource, boolean labelled) {
    Node node = compact.of(Node.of(resource), labelled);
    // A heartbeat changes nothing that anybody reads.
    if (!node.equals(nodes.get(node.name()))) {
      nodes.put(node.name(), node);
      loads.nodesChanged();
    }
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    if (nodes.remove(name) != null) {
      loads.nodesChanged();
    }
  }
}
