package dev.haetae.simulator.validation.service;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.simulator.validation.field.AddressSyntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a cluster has for Services.
 *
 * <p>ServiceCIDRs say it where the world has them. Otherwise the range is guessed by the addresses
 * that are taken: the one of the ranges that distributions are shipped with which holds them all.
 */
final class ServiceNetwork {
  private static final GroupKind SERVICE_CIDR = new GroupKind("networking.k8s.io", "ServiceCIDR");

  /** The defaults of kubeadm, AKS and k3s, Kubespray, EKS, OpenShift, MicroK8s. */
  private static final List<String> SHIPPED =
      List.of(
          "10.96.0.0/12",
          "10.0.0.0/16",
          "10.43.0.0/16",
          "10.233.0.0/18",
          "10.100.0.0/16",
          "172.20.0.0/16",
          "172.30.0.0/16",
          "10.152.183.0/24");

  private final List<Range> ranges = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final Set<String> families = new TreeSet<>();
  private boolean known;

  private ServiceNetwork() {}

  /** A range of addresses, by its first one and the number of bits that all have in common. */
  private static final class Range {
    private final byte[] address;
    private final int bits;

    private Range(byte[] address, int bits) {
      this.address = address;
      this.bits = bits;
    }

    static @Nullable Range parse(String text) {
      int slash = text.indexOf('/');
      byte[] address = slash < 0 ? null : AddressSyntax.parse(text.substring(0, slash), true);
      return address == null || !AddressSyntax.range(text).isEmpty()
          ? null
          : new Range(address, Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(byte[] other) {
      return other.length == address.length && differs(other) >= bits;
    }

    // The number of leading bits that are the same.
    private int differs(byte[] other) {
      for (int i = 0; i < address.length; i++) {
        int difference = (address[i] ^ other[i]) & 0xff;
        if (difference != 0) {
          return i * 8 + Integer.numberOfLeadingZeros(difference) - 24;
        }
      }
      return address.length * 8;
    }

    // Neither the first address nor, of IPv4, the last one is given to a Service.
    boolean gives(byte[] other) {
      if (!contains(other) || Arrays.equals(address, other)) {
        return false;
      }
      for (int bit = bits; bit < other.length * 8; bit++) {
        if ((other[bit / 8] >> (7 - bit % 8) & 1) == 0) {
          return true;
        }
      }
      return other.length == 16;
    }
  }

  /** The network of a world; what depends on it spends its budget. */
  static ServiceNetwork of(Inventory world) {
    ServiceNetwork network = new ServiceNetwork();
    for (Resource namespace : world.objects(GroupKind.NAMESPACE, "")) {
      for (ServiceView service : world.services(namespace.name())) {
        network.take(service.resource());
      }
    }
    for (Resource range : world.objects(SERVICE_CIDR, "")) {
      for (String text : range.view().object("spec").texts("cidrs")) {
        network.add(text);
      }
    }
    network.known = !network.ranges.isEmpty();
    if (network.known) {
      network.families.clear();
      network.ranges.forEach(range -> network.families.add(family(range.address.length == 16)));
    } else {
      network.guess();
    }
    return network;
  }

  private static String family(boolean six) {
    return six ? "IPv6" : "IPv4";
  }

  private void take(Resource service) {
    List<String> addresses = service.view().object("spec").texts("clusterIPs");
    String first = service.view().object("spec").text("clusterIP");
    for (String address : addresses.isEmpty() ? List.of(first) : addresses) {
      byte[] bytes = AddressSyntax.parse(address, true);
      if (bytes != null) {
        taken.add(address);
        families.add(family(bytes.length == 16));
      }
    }
  }

  private void add(String text) {
    Range range = Range.parse(text);
    if (range != null) {
      ranges.add(range);
    }
  }

  private void guess() {
    for (String text : SHIPPED) {
      Range range = Range.parse(text);
      if (range != null && !taken.isEmpty() && holdsAll(range)) {
        ranges.add(range);
        return;
      }
    }
  }

  private boolean holdsAll(Range range) {
    for (String address : taken) {
      byte[] bytes = AddressSyntax.parse(address, true);
      if (bytes == null || !range.contains(bytes)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether nothing is known of the cluster's families of addresses. */
  boolean isUnknown() {
    return families.isEmpty();
  }

  /** Returns whether the cluster has addresses of this family. */
  boolean has(String family) {
    return families.contains(family);
  }

  /** Returns whether it has addresses of both families. */
  boolean isDual() {
    return families.size() > 1;
  }

  /** Why an address cannot be given to a new Service, in the allocator's words; empty if it can. */
  String refusal(String address) {
    byte[] bytes = AddressSyntax.parse(address, true);
    boolean given = ranges.isEmpty();
    for (Range range : ranges) {
      given |= bytes != null && range.gives(bytes);
    }
    if (!given) {
      return "the provided network does not match the current range";
    }
    return taken.contains(address) ? "provided IP is already allocated" : "";
  }
}
