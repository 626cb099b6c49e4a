package dev.haetae.rule.network;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.ServiceView;
import java.util.List;
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
  private final long[] numbers;

  FreeNodePorts(
      PortRange range, ServiceView service, List<NodePortField> fields, Inventory inventory) {
    this.range = range;
    this.service = service;
    this.fields = fields;
    this.inventory = inventory;
    this.numbers = new long[fields.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = fields.get(i).number();
    }
  }

  /** A number for the field at {@code index}, which has none; 0 when all of the range are held. */
  long choose(int index) {
    long number = shared(fields.get(index));
    numbers[index] = number > 0 ? number : lowest();
    return numbers[index];
  }

  private long shared(NodePortField field) {
    for (int i = 0; i < numbers.length; i++) {
      if (range.contains(numbers[i]) && fields.get(i).mayShareWith(field)) {
        return numbers[i];
      }
    }
    return 0;
  }

  /** The lowest number that nobody holds; 0 when all of the range are held. */
  long lowest() {
    for (int number = range.first(); number <= range.last(); number++) {
      if (!holds(number) && rival(service, number, inventory) == null) {
        return number;
      }
    }
    return 0;
  }

  private boolean holds(int number) {
    for (long own : numbers) {
      if (own == number) {
        return true;
      }
    }
    return false;
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
