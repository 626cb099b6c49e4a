package dev.haetae.rule.network;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import java.util.List;

/**
 * The address pools of the world, from which load balancers get their addresses. What cannot be
 * read is taken as if it were not written: it is no fault of the Service that is judged.
 */
final class AddressPools {
  private static final GroupKind METAL_LB = new GroupKind("metallb.io", "IPAddressPool");
  private static final GroupKind CILIUM = new GroupKind("cilium.io", "CiliumLoadBalancerIPPool");
  private static final List<String> NAMES_A_POOL =
      List.of(
          "metallb.io/address-pool",
          "metallb.universe.tf/address-pool",
          "metallb.io/loadBalancerIPs",
          "metallb.universe.tf/loadBalancerIPs");
  private static final Path AUTO_ASSIGN = Path.of("spec", "autoAssign");
  private static final Path NAMESPACES = Path.of("spec", "serviceAllocation", "namespaces");
  private static final Path CLASS = Path.of("spec", "loadBalancerClass");
  private static final Path INGRESS = Path.of("status", "loadBalancer", "ingress");

  private final ServiceView service;
  private final Inventory inventory;

  AddressPools(ServiceView service, Inventory inventory) {
    this.service = service;
    this.inventory = inventory;
  }

  /**
   * Returns whether pools and other Services can be seen at all: a world that has the Service
   * itself, but no Service as it was written, keeps no more of its objects than other rules read.
   */
  boolean areSeen() {
    Resource self = service.resource();
    return !inventory.manifests().of(GroupKind.SERVICE).isEmpty()
        || inventory.service(self.namespace(), self.name()) == null;
  }

  /** Returns whether there is any, for whatever Services. */
  boolean exist() {
    return !inventory.manifests().of(METAL_LB).isEmpty()
        || !inventory.manifests().of(CILIUM).isEmpty();
  }

  /** Returns whether one of them has addresses for the Service. */
  boolean serve() {
    for (Resource pool : inventory.manifests().of(METAL_LB)) {
      if (serves(pool)) {
        return true;
      }
    }
    return !inventory.manifests().of(CILIUM).isEmpty();
  }

  private boolean serves(Resource pool) {
    return (AUTO_ASSIGN.in(pool.tree()) != BooleanValue.FALSE || asksByName())
        && (!(NAMESPACES.in(pool.tree()) instanceof ArrayValue namespaces)
            || namespaces.size() == 0
            || holds(namespaces, service.resource().namespace()));
  }

  private static boolean holds(ArrayValue names, String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i) instanceof StringValue string && string.text().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private boolean asksByName() {
    ObjectView annotations = service.resource().metadata().object("annotations");
    return service.spec().has("loadBalancerIP") || NAMES_A_POOL.stream().anyMatch(annotations::has);
  }

  /** Returns whether a Service without a class has got an address from somebody. */
  boolean haveServed() {
    for (Resource other : inventory.manifests().of(GroupKind.SERVICE)) {
      if (INGRESS.in(other.tree()) instanceof ArrayValue ingress
          && ingress.size() > 0
          && CLASS.in(other.tree()).isNull()) {
        return true;
      }
    }
    return false;
  }
}
