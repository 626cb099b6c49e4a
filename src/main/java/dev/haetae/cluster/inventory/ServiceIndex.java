package dev.haetae.cluster.inventory;

import dev.haetae.inventory.HeldNodePort;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
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

  ServiceIndex(CompactRecords compact, NodePortReservations reservations) {
    this.compact = compact;
    this.reservations = reservations;
  }

  @Nullable ServiceView service(String namespace, String name) {
    return services.get(namespace, name);
  }

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
  public boolean put(Resource resource, boolean labelled) {
    ServiceView service = compact.of(ServiceView.of(resource));
    List<HeldNodePort> held = HeldNodePort.of(service);
    ServiceView old =
        services.put(service.resource().namespace(), service.resource().name(), service);
    for (HeldNodePort one : held) {
      nodePorts.add(one.port(), one.owner());
      reservations.release(one.port());
    }
    if (old != null) {
      for (HeldNodePort before : HeldNodePort.of(old)) {
        if (!held.contains(before)) {
          nodePorts.remove(before.port(), before.owner());
        }
      }
    }
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    ServiceView old = services.remove(namespace, name);
    if (old != null) {
      for (HeldNodePort one : HeldNodePort.of(old)) {
        nodePorts.remove(one.port(), one.owner());
      }
    }
  }

  @Override
  public void retain(Set<String> keys) {
    services.forEachBut(keys, this::remove);
  }
}
