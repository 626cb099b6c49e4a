package dev.haetae.rule.network;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.ServiceView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses node ports for one Service: the lowest number of a range that nobody is known to hold.
 *
 * <p>The two protocols of one port get one number, as in the API server's own allocation ({@code
 * k8s.io/kubernetes/pkg/registry/core/service/storage/alloc.go}).
 */
final class FreeNodePorts {
  private final PortRange range;
  private final ServiceView service;
  private final Inventory inventory;
  private final List<NodePortField> fields;
  private final Set<Long> held = new HashSet<>();
  private final Map<NodePortField, Long> chosen = new HashMap<>();

  FreeNodePorts(
      PortRange range, ServiceView service, List<NodePortField> fields, Inventory inventory) {
    this.range = range;
    this.service = service;
    this.fields = fields;
    this.inventory = inventory;
    for (NodePortField field : fields) {
      held.add(field.number());
    }
  }

  /** A number for a field that has none; 0 when all of the range are held. */
  long choose(NodePortField field) {
    for (NodePortField other : fields) {
      long number = other.number() > 0 ? other.number() : chosen.getOrDefault(other, 0L);
      if (number > 0 && range.contains(number) && other.mayShareWith(field)) {
        chosen.put(field, number);
        return number;
      }
    }
    long number = lowest();
    chosen.put(field, number);
    held.add(number);
    return number;
  }

  /** The lowest number that nobody holds; 0 when all of the range are held. */
  long lowest() {
    for (int number = range.first(); number <= range.last(); number++) {
      if (!held.contains((long) number) && rival(service, number, inventory) == null) {
        return number;
      }
    }
    return 0;
  }

  /** Another Service that holds a number; null when none is known to. */
  static @Nullable NodePortOwner rival(ServiceView service, long number, Inventory inventory) {
    for (NodePortOwner owner : inventory.nodePortOwners((int) number)) {
      if (!owner.name().equals(service.resource().name())
          || !owner.namespace().equals(service.resource().namespace())) {
        return owner;
      }
    }
    return null;
  }
}
