package dev.haetae.rule.network;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.ServiceView;
import dev.haetae.rule.PortRange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Set<Long> own = new HashSet<>();
  private final Map<Long, Shared> sharedByPort = new HashMap<>();
  private final IntSupplier suggestedToOthers;
  // What lies below is held: numbers are taken while they are chosen, and none is given back.
  private int lowest;
  private int suggested;
  private boolean started;
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
    this.lowest = range.first();
    for (NodePortField field : fields) {
      hold(field, field.number());
    }
  }

  /** The numbers of one port: that of the first protocol, and that of the first other one. */
  private static final class Shared {
    private final String protocol;
    private final long number;
    private long numberOfOther;

    Shared(String protocol, long number) {
      this.protocol = protocol;
      this.number = number;
    }

    void add(String other, long another) {
      if (numberOfOther == 0 && !other.equals(protocol)) {
        numberOfOther = another;
      }
    }
  }

  private void hold(NodePortField field, long number) {
    own.add(number);
    if (field.port() != null && range.contains(number)) {
      String protocol = ServiceView.protocol(field.port());
      sharedByPort
          .computeIfAbsent(field.port().integer("port", 0), _ -> new Shared(protocol, number))
          .add(protocol, number);
    }
  }

  /**
   * A number for the field at {@code index}, which has none; 0 when all of the range are held.
   *
   * @param reserve whether the number is to be held for the Service, which is about to get it
   */
  long choose(int index, boolean reserve) {
    NodePortField field = fields.get(index);
    long shared = shared(field);
    long number = shared > 0 ? shared : lowest(reserve);
    hold(field, number);
    return number;
  }

  // Between the look and the reservation another review may have taken it: then the next is tried.
  private long lowest(boolean reserve) {
    String owner = reserve ? owner() : "";
    for (lowest = freeFrom(lowest); lowest <= range.last(); lowest = freeFrom(lowest + 1)) {
      if (!reserve || inventory.reserveNodePort(lowest, owner)) {
        return lowest;
      }
    }
    return 0;
  }

  private String owner() {
    String owner = service.resource().namespace() + '/' + service.resource().name();
    // Two of one generateName must not share: what tells them apart is the uid, if anything.
    return service.resource().name().isEmpty()
        ? owner + '/' + service.resource().metadata().text("uid")
        : owner;
  }

  private long shared(NodePortField field) {
    Shared shared = field.port() == null ? null : sharedByPort.get(field.port().integer("port", 0));
    if (shared == null || field.port() == null) {
      return 0;
    }
    return shared.protocol.equals(ServiceView.protocol(field.port()))
        ? shared.numberOfOther
        : shared.number;
  }

  /**
   * A number for a field that has a wrong one: the same until {@link #nextSuggestion} is called; 0
   * when none is left.
   */
  long suggestion() {
    if (!started) {
      started = true;
      suggested = range.first();
      for (int others = suggestedToOthers.getAsInt(); others > 0 && hasSuggestion(); others--) {
        suggested = freeFrom(suggested) + 1;
      }
    }
    suggested = freeFrom(suggested);
    used = true;
    return hasSuggestion() ? suggested : 0;
  }

  private boolean hasSuggestion() {
    return suggested <= range.last();
  }

  /** Goes on, so that another number is suggested than before. */
  void nextSuggestion() {
    suggested += used ? 1 : 0;
    used = false;
  }

  // The lowest number from here on that nobody holds; beyond the range when there is none.
  private int freeFrom(int start) {
    int number = start;
    while (number <= range.last() && !isFree(number)) {
      number++;
    }
    return number;
  }

  private boolean isFree(int number) {
    return !own.contains((long) number) && rival(service, number, inventory) == null;
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
