package dev.haetae.rule.network;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.ServiceView;
import java.util.List;
import java.util.function.IntSupplier;
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
  private final IntSupplier suggestedToOthers;
  private int suggested = -1;
  private boolean used;

  /**
   * The free numbers of a range.
   *
   * @param suggestedToOthers how many numbers are suggested to other Services of the input, which
   *     are left to them
   */
  FreeNodePorts(
      PortRange range,
      ServiceView service,
      List<NodePortField> fields,
      Inventory inventory,
      IntSupplier suggestedToOthers) {
    this.range = range;
    this.service = service;
    this.fields = fields;
    this.inventory = inventory;
    this.suggestedToOthers = suggestedToOthers;
    this.numbers = new long[fields.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = fields.get(i).number();
    }
  }

  /**
   * A number for the field at {@code index}, which has none; 0 when all of the range are held.
   *
   * @param reserve whether the number is to be held for the Service, which is about to get it
   */
  long choose(int index, boolean reserve) {
    long number = shared(fields.get(index));
    numbers[index] = number > 0 ? number : reserve ? reserved() : lowest();
    return numbers[index];
  }

  // Between the look and the reservation another review may have taken it: then the next is tried.
  private long reserved() {
    String owner = service.resource().namespace() + '/' + service.resource().name();
    if (service.resource().name().isEmpty()) {
      // Two of one generateName must not share: what tells them apart is the uid, if anything.
      owner = owner + '/' + service.resource().metadata().text("uid");
    }
    for (int number = range.first(); number <= range.last(); number++) {
      if (isFree(number) && inventory.reserveNodePort(number, owner)) {
        return number;
      }
    }
    return 0;
  }

  private long shared(NodePortField field) {
    for (int i = 0; i < numbers.length; i++) {
      if (range.contains(numbers[i]) && fields.get(i).mayShareWith(field)) {
        return numbers[i];
      }
    }
    return 0;
  }

  /**
   * A number for a field that has a wrong one: the same until {@link #nextSuggestion} is called; 0
   * when none is left.
   */
  long suggestion() {
    if (suggested < 0) {
      suggested = suggestedToOthers.getAsInt();
    }
    used = true;
    return free(suggested);
  }

  /** What is suggested from now on is another number than before. */
  void nextSuggestion() {
    suggested += used ? 1 : 0;
    used = false;
  }

  private long lowest() {
    return free(0);
  }

  // The index-th number that nobody holds.
  private long free(int index) {
    int left = index;
    for (int number = range.first(); number <= range.last(); number++) {
      if (isFree(number) && left-- == 0) {
        return number;
      }
    }
    return 0;
  }

  private boolean isFree(int number) {
    return !holds(number) && rival(service, number, inventory) == null;
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
