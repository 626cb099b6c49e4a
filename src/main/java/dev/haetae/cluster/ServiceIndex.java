package dev.haetae.cluster;

import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Services by namespace and name, and by the node ports that they hold. */
final class ServiceIndex implements KindIndex {
  private static final Comparator<NodePortOwner> BY_OWNER =
      Comparator.comparing(NodePortOwner::namespace)
          .thenComparing(NodePortOwner::name)
          .thenComparing(NodePortOwner::field);

  private final CompactRecords compact;
  private final NodePortReservations reservations;
  private final NamespacedObjects<ServiceView> services = new NamespacedObjects<>();
  private final NamedLists<Integer, NodePortOwner> nodePorts = new NamedLists<>(BY_OWNER);

  /**
   * An index without Services.
   *
   * @param reservations lapse where the cluster says who holds a port
   */
  ServiceIndex(CompactRecords compact, NodePortReservations reservations) {
    this.compact = compact;
    this.reservations = reservations;
  }

  /** The Service of this name; null when not found. */
  @Nullable ServiceView service(String namespace, String name) {
    return services.get(namespace, name);
  }

  /** The Services of a namespace, by name. */
  Collection<ServiceView> services(String namespace) {
    return services.in(namespace);
  }

  /** Everybody who holds a node port, by namespace and name. */
  List<NodePortOwner> nodePortOwners(int port) {
    return nodePorts.get(port);
  }

  /**
   * Holds a node port for a Service that is being created.
   *
   * @param service namespace and name, {@code team/web}
   * @return false when another Service holds it already
   */
  boolean reserveNodePort(int port, String service) {
    for (NodePortOwner owner : nodePorts.get(port)) {
      if (!service.equals(owner.namespace() + '/' + owner.name())) {
        return false;
      }
    }
    return reservations.reserve(port, service);
  }

  @Override
  public int count() {
    return services.count();
  }

  @Override
  public void put(Resource resource) {
    ServiceView service = compact.of(ServiceView.of(resource));
    List<NodePortOwner> owned = owned(service);
    ServiceView old =
        services.put(service.resource().namespace(), service.resource().name(), service);
    List<Integer> numbers = numbers(service);
    for (int i = 0; i < numbers.size(); i++) {
      nodePorts.add(numbers.get(i), owned.get(i));
      reservations.release(numbers.get(i));
    }
    if (old != null) {
      List<NodePortOwner> before = owned(old);
      List<Integer> numbersBefore = numbers(old);
      for (int i = 0; i < numbersBefore.size(); i++) {
        if (!holds(numbers, owned, numbersBefore.get(i), before.get(i))) {
          nodePorts.remove(numbersBefore.get(i), before.get(i));
        }
      }
    }
  }

  @Override
  public void remove(String namespace, String name) {
    ServiceView old = services.remove(namespace, name);
    if (old != null) {
      List<NodePortOwner> owned = owned(old);
      List<Integer> numbers = numbers(old);
      for (int i = 0; i < numbers.size(); i++) {
        nodePorts.remove(numbers.get(i), owned.get(i));
      }
    }
  }

  @Override
  public void retain(Set<String> keys) {
    services.forEachBut(keys, this::remove);
  }

  private static boolean holds(
      List<Integer> numbers, List<NodePortOwner> owners, int number, NodePortOwner owner) {
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.get(i) == number && owners.get(i).equals(owner)) {
        return true;
      }
    }
    return false;
  }

  // The numbers a Service holds, and by which field, in the same order.
  private static List<Integer> numbers(ServiceView service) {
    List<Integer> numbers = new ArrayList<>(2);
    for (ObjectView port : service.ports()) {
      if (ServiceView.nodePort(port) > 0) {
        numbers.add((int) ServiceView.nodePort(port));
      }
    }
    if (service.healthCheckNodePort() > 0) {
      numbers.add((int) service.healthCheckNodePort());
    }
    return numbers;
  }

  private static List<NodePortOwner> owned(ServiceView service) {
    String namespace = service.resource().namespace();
    String name = service.resource().name();
    List<NodePortOwner> owned = new ArrayList<>(2);
    for (ObjectView port : service.ports()) {
      if (ServiceView.nodePort(port) > 0) {
        owned.add(new NodePortOwner(namespace, name, port.path("nodePort").toString().intern()));
      }
    }
    if (service.healthCheckNodePort() > 0) {
      owned.add(new NodePortOwner(namespace, name, "spec.healthCheckNodePort"));
    }
    return owned;
  }
}
