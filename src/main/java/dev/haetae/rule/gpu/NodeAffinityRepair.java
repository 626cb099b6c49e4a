package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.PodRequests;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Pins a pod to nodes: which ones, and by which patch.
 *
 * <p>The nodes are those of the first pool that the pod belongs to; of a pod without a pool, the
 * nodes of the world that have enough GPUs for it when they are empty. Cordons and taints do not
 * count: they come and go, and affinity must hold for as long as the pod.
 */
final class NodeAffinityRepair {
  static final String HOSTNAME = "kubernetes.io/hostname";

  private final List<NodePool> pools = new ArrayList<>();

  /**
   * Nodes set aside for some pods.
   *
   * @param namespaces of the pods; any when empty
   * @param selector of the pods' labels
   * @param hostnames the values of the nodes' label kubernetes.io/hostname, in order
   */
  private record NodePool(Set<String> namespaces, LabelSelector selector, List<String> hostnames) {
    boolean holds(PodView pod) {
      return (namespaces.isEmpty() || namespaces.contains(pod.carrier().namespace()))
          && (selector.requirements().isEmpty() || selector.matches(pod.labels()));
    }
  }

  /** Repairs with the parameter {@code pools}. */
  NodeAffinityRepair(Parameters parameters) {
    for (Parameters pool : parameters.objects("pools")) {
      Set<String> namespaces = Set.copyOf(pool.texts("namespaces", List.of()));
      LabelSelector selector = pool.selector("selector");
      List<String> hostnames = List.copyOf(new TreeSet<>(pool.texts("hostnames", List.of())));
      if (hostnames.isEmpty()) {
        pool.problem("hostnames", "must name at least one node");
      }
      pools.add(new NodePool(namespaces, selector, hostnames));
    }
  }

  boolean hasPools() {
    return !pools.isEmpty();
  }

  /** The hostnames to pin a pod to, in order; none when nobody knows any. */
  List<String> hostnames(PodView pod, Inventory inventory, GpuResources gpus) {
    for (NodePool pool : pools) {
      if (pool.holds(pod)) {
        return pool.hostnames;
      }
    }
    return inventory.nodes().isEmpty() ? List.of() : fitting(pod, inventory, gpus);
  }

  private static List<String> fitting(PodView pod, Inventory inventory, GpuResources gpus) {
    Map<String, Quantity> asked = asked(pod, gpus);
    if (asked.isEmpty()) {
      return List.of();
    }
    LabelSelector nodeSelector = LabelSelector.ofLabels(pod.nodeSelector());
    TreeSet<String> hostnames = new TreeSet<>();
    for (Node node : inventory.nodes()) {
      String hostname = node.labels().get(HOSTNAME);
      if (hostname != null && nodeSelector.matches(node.labels()) && hasAll(node, asked)) {
        hostnames.add(hostname);
      }
    }
    return List.copyOf(hostnames);
  }

  /**
   * Tells the nodes that a pod may be meant for: those of its pool; of a pod without a pool those
   * that have one or more of every GPU resource that it asks for.
   */
  Predicate<Node> meantFor(PodView pod, GpuResources gpus) {
    for (NodePool pool : pools) {
      if (pool.holds(pod)) {
        Set<String> hostnames = new HashSet<>(pool.hostnames);
        return node -> hostnames.contains(String.valueOf(node.labels().get(HOSTNAME)));
      }
    }
    Set<String> names = gpus.askedBy(pod);
    return node -> hasSome(node, names);
  }

  private static boolean hasSome(Node node, Set<String> names) {
    for (String name : names) {
      Quantity allocatable = node.allocatable().get(name);
      if (allocatable == null || allocatable.signum() <= 0) {
        return false;
      }
    }
    return true;
  }

  // None when an amount cannot be read: then no node can be said to have enough.
  private static Map<String, Quantity> asked(PodView pod, GpuResources gpus) {
    for (ContainerView container : pod.containers()) {
      if (!gpus.areReadableIn(container)) {
        return Map.of();
      }
    }
    Map<String, Quantity> asked = new HashMap<>();
    PodRequests.of(pod)
        .forEach((name, quantity) -> {
          if (quantity.signum() > 0 && gpus.include(name) && DeviceClass.nameOf(name) == null) {
            asked.put(name, quantity);
          }
        });
    return asked;
  }

  private static boolean hasAll(Node node, Map<String, Quantity> asked) {
    for (Map.Entry<String, Quantity> request : asked.entrySet()) {
      Quantity allocatable = node.allocatable().get(request.getKey());
      if (allocatable == null || allocatable.compareTo(request.getValue()) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds the one term of a required affinity that has none. */
  static PatchOperation addTerm(PodView pod, ObjectValue expression) {
    Path terms = pod.requiredNodeAffinity().path("nodeSelectorTerms");
    ArrayValue expressions = ArrayValue.of(List.of(expression));
    return PatchOperation.addDeep(
        pod.carrier().tree(), terms.child(0), ObjectValue.of("matchExpressions", expressions));
  }

  /** Narrows a term, which keeps what it has. */
  static PatchOperation narrow(PodView pod, ObjectView term, ObjectValue expression) {
    int next = term.array("matchExpressions").size();
    return PatchOperation.addDeep(
        pod.carrier().tree(), term.path("matchExpressions").child(next), expression);
  }

  /** The expression that pins to nodes. */
  static ObjectValue expression(List<String> hostnames) {
    ArrayValue.Builder values = new ArrayValue.Builder();
    for (String hostname : hostnames) {
      values.add(new StringValue(hostname));
    }
    return new ObjectValue.Builder(3)
        .put("key", new StringValue(HOSTNAME))
        .put("operator", new StringValue("In"))
        .put("values", values.build())
        .build();
  }
}
