package dev.haetae.overview;

import dev.haetae.inventory.Census;
import dev.haetae.inventory.ForwardingInventory;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Node;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A world in which a node that cannot be read is none, rather than the end of every look at nodes:
 * what is told of the others stays true of them.
 */
final class ReadableWorld extends ForwardingInventory {
  private final Collection<Node> nodes;
  private final List<NodeLoad> loads;

  ReadableWorld(Inventory world, Census census) {
    super(world);
    this.nodes = census.nodes();
    List<NodeLoad> all = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      all.add(NodeLoad.of(node, world.podsOn(node.name())));
    }
    this.loads = List.copyOf(all);
  }

  @Override
  public Collection<Node> nodes() {
    return nodes;
  }

  @Override
  public List<NodeLoad> nodeLoads() {
    return loads;
  }

  /** An object as it was read; null when it is not known so, or not readable. */
  @Nullable Resource written(GroupKind kind, String namespace, String name) {
    try {
      return object(kind, namespace, name);
    } catch (UnreadableObjectException e) {
      return null;
    }
  }
}
