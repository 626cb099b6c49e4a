package dev.haetae.simulator.validation.service;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Service as it is validated: what an update leaves out is the old one's, what its type has no
 * use for is dropped.
 *
 * <p>Mirrors {@code patchAllocatedValues} and {@code normalizeClusterIPs} of {@code
 * pkg/registry/core/service/storage/storage.go}, and {@code dropTypeDependentFields} of {@code
 * pkg/registry/core/service/strategy.go}.
 */
public final class ServiceForm {
  private ServiceForm() {}

  /** The Service that takes the place of {@code old}, as it is validated and stored. */
  public static ObjectValue updated(ObjectValue service, ObjectValue old) {
    CauseList none = new CauseList();
    Part before = new Part(old, Place.ROOT, none);
    Part now = new Part(service, Place.ROOT, none);
    return dropped(patched(of(now), before), before).value();
  }

  /** The Service with one form of its address where there is another. */
  static Part of(Part service) {
    ObjectValue spec = service.map("spec");
    String address = spec.text("clusterIP");
    boolean listed = spec.get("clusterIPs") instanceof ArrayValue list && list.size() > 0;
    return address.isEmpty() || listed
        ? service
        : with(service, spec.with("clusterIPs", ArrayValue.ofTexts(List.of(address))));
  }

  /** The Service that takes the place of {@code old}, before its type-dependent fields go. */
  static Part patched(Part service, Part old) {
    Part before = old.object("spec");
    ObjectValue spec = service.map("spec");
    if (!type(service).equals("ExternalName") && !type(old).equals("ExternalName")) {
      for (String field : List.of("clusterIP", "clusterIPs")) {
        if (isEmpty(spec.get(field))) {
          spec = spec.with(field, before.get(field));
        }
      }
    }
    if (hasNodePorts(service) && hasNodePorts(old)) {
      spec = spec.with("ports", patchedPorts(service.object("spec"), before));
    }
    if (needsHealthCheck(service)
        && needsHealthCheck(old)
        && service.object("spec").number("healthCheckNodePort", 0) == 0) {
      spec = spec.with("healthCheckNodePort", before.get("healthCheckNodePort"));
    }
    return with(service, normalized(spec, before));
  }

  private static ObjectValue normalized(ObjectValue spec, Part before) {
    String address = spec.text("clusterIP");
    String earlier = before.text("clusterIP");
    boolean sameList = spec.get("clusterIPs").equals(before.get("clusterIPs"));
    if (address.equals(earlier) || !sameList) {
      return spec;
    }
    return address.isEmpty()
        ? spec.without("clusterIPs")
        : spec.with("clusterIPs", ArrayValue.ofTexts(List.of(address)));
  }

  private static Value patchedPorts(Part spec, Part before) {
    Set<Long> used = new HashSet<>();
    Set<Long> kept = new HashSet<>();
    Map<String, Value> byName = new HashMap<>();
    for (Part port : before.objects("ports")) {
      used.add(port.number("nodePort", 0));
      byName.put(port.text("name"), port.get("nodePort"));
    }
    for (Part port : spec.objects("ports")) {
      if (used.contains(port.number("nodePort", 0))) {
        kept.add(port.number("nodePort", 0));
      }
    }
    ArrayValue.Builder ports = new ArrayValue.Builder();
    for (Part port : spec.objects("ports")) {
      Value old = byName.getOrDefault(port.text("name"), NullValue.NULL);
      boolean free = old instanceof NumberValue number && !kept.contains(number.integer());
      ports.add(
          port.number("nodePort", 0) == 0 && free
              ? port.value().with("nodePort", old)
              : port.value());
    }
    return ports.build();
  }

  /** The Service without what its type has no use for and the old one had the same. */
  static Part dropped(Part service, Part old) {
    Part spec = service.object("spec");
    Part before = old.object("spec");
    ObjectValue tree = spec.value();
    boolean external = type(service).equals("ExternalName");
    if (external && !type(old).equals("ExternalName")) {
      if (same(spec, before, "clusterIP") && same(spec, before, "clusterIPs")) {
        tree = tree.without("clusterIP").without("clusterIPs");
      }
      for (String field : List.of("ipFamilies", "ipFamilyPolicy")) {
        tree = same(spec, before, field) ? tree.without(field) : tree;
      }
    }
    if (hasNodePorts(old)
        && !hasNodePorts(service)
        && nodePorts(before).containsAll(nodePorts(spec))) {
      ArrayValue.Builder ports = new ArrayValue.Builder();
      spec.objects("ports").forEach(port -> ports.add(port.value().without("nodePort")));
      tree = tree.with("ports", ports.build());
    }
    boolean balanced = type(service).equals("LoadBalancer");
    boolean wasBalanced = type(old).equals("LoadBalancer");
    if (needsHealthCheck(old) && !needsHealthCheck(service)) {
      tree = dropped(tree, spec, before, "healthCheckNodePort");
    }
    if (wasBalanced && !balanced) {
      tree = dropped(tree, spec, before, "allocateLoadBalancerNodePorts");
      tree = dropped(tree, spec, before, "loadBalancerClass");
    }
    if (isExternal(old) && !isExternal(service)) {
      tree = dropped(tree, spec, before, "externalTrafficPolicy");
    }
    return with(service, tree);
  }

  private static ObjectValue dropped(ObjectValue tree, Part spec, Part before, String field) {
    return same(spec, before, field) ? tree.without(field) : tree;
  }

  private static boolean same(Part spec, Part before, String field) {
    return spec.get(field).equals(before.get(field));
  }

  private static Set<Long> nodePorts(Part spec) {
    Set<Long> numbers = new HashSet<>();
    for (Part port : spec.objects("ports")) {
      Long number = port.number("nodePort");
      if (number != null && number != 0) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static Part with(Part service, ObjectValue spec) {
    return new Part(service.value().with("spec", spec), service.place(), service.causes());
  }

  private static boolean isEmpty(Value value) {
    return value.isNull()
        || (value instanceof StringValue text && text.text().isEmpty())
        || (value instanceof ArrayValue array && array.size() == 0);
  }

  static String type(Part service) {
    return service.object("spec").text("type", "ClusterIP");
  }

  private static boolean hasNodePorts(Part service) {
    return type(service).equals("NodePort") || type(service).equals("LoadBalancer");
  }

  /** Returns whether it is reached from without. */
  static boolean isExternal(Part service) {
    return hasNodePorts(service)
        || (type(service).equals("ClusterIP")
            && service.object("spec").list("externalIPs").size() > 0);
  }

  /** Returns whether a port tells load balancers about its health. */
  static boolean needsHealthCheck(@Nullable Part service) {
    return service != null
        && type(service).equals("LoadBalancer")
        && service.object("spec").text("externalTrafficPolicy").equals("Local");
  }

  /** Returns whether it has no address. */
  static boolean isHeadless(Part service) {
    List<String> addresses = service.object("spec").texts("clusterIPs");
    return addresses.size() == 1 && addresses.getFirst().equals("None");
  }
}
