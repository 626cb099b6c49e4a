package dev.haetae.overview;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.overview.GpuMap.Sharing;
import dev.haetae.resource.LabelSelector.Operator;
import dev.haetae.resource.LabelSelector.Requirement;
import dev.haetae.resource.Node;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Taint;
import dev.haetae.resource.Toleration;
import dev.haetae.resource.Tolerations;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.simulator.scheduling.AmountText;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.scheduling.PodRelations;
import dev.haetae.simulator.scheduling.TroubleTaints;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The search for the one thing to change that would let a pod run which no node takes. Each is
 * tried in the scheduler's model, and told only where a node takes the pod then: first what is
 * likely to be meant otherwise (a mark of GPU nodes, a label), then less of what is short, then
 * what others have to do.
 */
final class PendingChange {
  // Set by the control plane while a node is in trouble: nobody should tolerate that.
  private static final String TROUBLE = "node.kubernetes.io/";
  private static final Toleration EVERYTHING = new Toleration("", "Exists", "", "");
  private static final int MOST_TAINTS = 8;

  private final PodDemand pod;
  private final DemandEdit edit;
  private final Inventory world;
  private final OverviewSettings settings;
  private final Set<String> parts;

  private PendingChange(PodDemand pod, Inventory world, OverviewSettings settings) {
    this.pod = pod;
    this.edit = new DemandEdit(pod);
    this.world = world;
    this.settings = settings;
    this.parts = parts();
  }

  // Nodes that give parts of GPUs by the name that whole ones have elsewhere: seven of those are
  // not what a pod means that asks for eight.
  private Set<String> parts() {
    GpuSorts sorts = new GpuSorts(settings);
    Set<String> all = new HashSet<>();
    for (int i = 0; i < pod.requests().others(); i++) {
      String resource = pod.requests().otherName(i);
      Set<String> here = new HashSet<>();
      boolean whole = false;
      for (Node node : settings.gpus().include(resource) ? world.nodes() : List.<Node>of()) {
        if (node.allocatable().containsKey(resource)) {
          boolean isWhole = sorts.of(resource, node).sharing() == Sharing.WHOLE;
          whole |= isWhole;
          if (!isWhole) {
            here.add(node.name());
          }
        }
      }
      if (whole) {
        all.addAll(here);
      }
    }
    return all;
  }

  /** The change, as an order and with who takes the pod then; empty when there is none. */
  static String find(PodDemand pod, Inventory world, OverviewSettings settings) {
    PendingChange change = new PendingChange(pod.in(world), world, settings);
    Sentence found = change.find();
    return found == null ? "" : found.message();
  }

  private @Nullable Sentence find() {
    List<Taint> taints = taints();
    Sentence found = tolerate(taints.stream().filter(this::isMeant).toList());
    found = found == null ? select() : found;
    found = found == null ? askForLess() : found;
    found = found == null ? leaveOut() : found;
    found = found == null ? tolerate(taints.stream().filter(this::isForeign).toList()) : found;
    return found == null ? bringBack() : found;
  }

  // Whoever points at a node means it, and who asks for GPUs the nodes that have them.
  private boolean isMeant(Taint taint) {
    return !pod.nodeSelector().isEmpty()
        || pod.affinity() != null
        || (asksForGpus() && settings.isMark(taint));
  }

  // A pod without GPUs has no business where they are.
  private boolean isForeign(Taint taint) {
    return !isMeant(taint) && !settings.isMark(taint);
  }

  private boolean asksForGpus() {
    for (int i = 0; i < pod.requests().others(); i++) {
      if (settings.gpus().include(pod.requests().otherName(i))) {
        return true;
      }
    }
    return false;
  }

  // The nodes that take a pod; none where something else than a node keeps it.
  private List<String> nodes(PodDemand other) {
    PodPrediction prediction = NodeFit.predict(other, world);
    return prediction.outcome().isRefusal()
        ? List.of()
        : prediction.nodes().stream().filter(node -> !parts.contains(node)).toList();
  }

  private static Sentence told(Sentence order, List<String> nodes) {
    return nodes.size() == 1
        ? order.then(": %q takes it then", nodes.getFirst())
        : order.then(": %s nodes take it then, such as %q", nodes.size(), nodes.getFirst());
  }

  // The taints each of which alone keeps the pod off a node.
  private List<Taint> taints() {
    Set<String> fitting = new HashSet<>(nodes(pod.withTolerations(List.of(EVERYTHING))));
    if (fitting.isEmpty()) {
      return List.of();
    }
    Tolerations own = Tolerations.of(pod.tolerations());
    Map<String, Taint> alone = new LinkedHashMap<>();
    for (Node node : world.nodes()) {
      if (fitting.contains(node.name()) && !node.unschedulable()) {
        Taint taint = onlyUntolerated(node, own);
        if (taint != null) {
          alone.putIfAbsent(taint.toString(), taint);
        }
      }
    }
    return List.copyOf(alone.values());
  }

  private static @Nullable Taint onlyUntolerated(Node node, Tolerations own) {
    Taint found = null;
    for (Taint taint : node.taints()) {
      if (!taint.effect().equals("PreferNoSchedule") && !own.tolerate(taint)) {
        if (found != null || taint.key().startsWith(TROUBLE)) {
          return null;
        }
        found = taint;
      }
    }
    return found;
  }

  private @Nullable Sentence tolerate(List<Taint> taints) {
    for (Taint taint : taints.subList(0, Math.min(taints.size(), MOST_TAINTS))) {
      Toleration toleration = new Toleration(taint.key(), "Equal", taint.value(), taint.effect());
      List<String> nodes = nodes(pod.withTolerations(List.of(toleration)));
      if (!nodes.isEmpty()) {
        return told(Sentence.of("tolerate the taint %q", taint), nodes);
      }
    }
    return null;
  }

  private @Nullable Sentence select() {
    for (int i = 0; i < pod.nodeSelector().size(); i++) {
      Requirement asked = pod.nodeSelector().get(i);
      List<String> nodes = nodes(edit.selector(i, null));
      if (!nodes.isEmpty()) {
        Node node = world.node(nodes.getFirst());
        String value = node == null ? null : node.labels().get(asked.key());
        return value == null
            ? told(Sentence.of("take %q out of its nodeSelector", asked.key()), nodes)
            : write(i, asked.key(), value);
      }
    }
    return null;
  }

  private Sentence write(int index, String key, String value) {
    Requirement other = new Requirement(key, Operator.IN, List.of(value));
    return told(
        Sentence.of("write %q for %q in its nodeSelector", value, key),
        nodes(edit.selector(index, other)));
  }

  private @Nullable Sentence askForLess() {
    for (int i = 0; i < pod.requests().others(); i++) {
      String resource = pod.requests().otherName(i);
      Sentence found =
          less(
              resource,
              pod.requests().other(i),
              Quantity::of,
              amounts -> amounts.other(resource),
              Long::toString);
      if (found != null) {
        return found;
      }
    }
    Sentence cpu =
        less(
            "cpu",
            pod.requests().milliCpu(),
            milli -> Objects.requireNonNull(Quantity.parse(milli + "m")),
            ResourceAmounts::milliCpu,
            AmountText::cpus);
    return cpu != null
        ? cpu
        : less(
            "memory",
            pod.requests().memory(),
            Quantity::of,
            ResourceAmounts::memory,
            AmountText::bytes);
  }

  // With one unit it fits on some nodes; on one of these there is the most that it can have.
  private @Nullable Sentence less(
      String resource,
      long asked,
      LongFunction<Quantity> quantity,
      ToLongFunction<ResourceAmounts> amount,
      LongFunction<String> text) {
    if (asked <= 1) {
      return null;
    }
    Set<String> fitting = new HashSet<>(nodes(edit.less(resource, quantity.apply(asked - 1))));
    long most = 0;
    for (NodeLoad load : fitting.isEmpty() ? List.<NodeLoad>of() : world.nodeLoads()) {
      if (fitting.contains(load.node().name())) {
        long free =
            ResourceAmounts.minus(
                amount.applyAsLong(load.allocatable()), amount.applyAsLong(load.requested()));
        most = Math.max(most, free);
      }
    }
    if (most < 1 || most >= asked) {
      return null;
    }
    List<String> nodes = nodes(edit.less(resource, quantity.apply(asked - most)));
    return nodes.isEmpty()
        ? null
        : told(
            Sentence.of(
                "ask for at most %s %s, not %s", text.apply(most), resource, text.apply(asked)),
            nodes);
  }

  private @Nullable Sentence leaveOut() {
    PodRelations relations = pod.relations();
    List<Try> tries = new ArrayList<>();
    if (pod.affinity() != null) {
      tries.add(new Try("let its required node affinity match", edit.withoutAffinity()));
    }
    if (!pod.hostPorts().isEmpty()) {
      tries.add(new Try("ask for no host port", edit.withoutHostPorts()));
    }
    if (!relations.spread().isEmpty()) {
      tries.add(
          new Try(
              "take its topologySpreadConstraints out",
              edit.relations(relations.affinity(), relations.antiAffinity(), List.of())));
    }
    if (!relations.antiAffinity().isEmpty()) {
      tries.add(
          new Try(
              "take its required podAntiAffinity out",
              edit.relations(relations.affinity(), List.of(), relations.spread())));
    }
    if (!relations.affinity().isEmpty()) {
      tries.add(
          new Try(
              "take its required podAffinity out",
              edit.relations(List.of(), relations.antiAffinity(), relations.spread())));
    }
    for (Try one : tries) {
      List<String> nodes = nodes(one.pod);
      if (!nodes.isEmpty()) {
        return one.order.endsWith("match")
            ? Sentence.of(one.order).then(" %q", nodes.getFirst()).then(", which takes it then")
            : told(Sentence.of(one.order), nodes);
      }
    }
    return null;
  }

  private record Try(String order, PodDemand pod) {}

  // What is in trouble, or kept from new pods, may be back one day.
  private @Nullable Sentence bringBack() {
    Set<String> fitting = new HashSet<>(nodes(pod.withTolerations(TroubleTaints.TOLERATED)));
    Node back = null;
    for (Node node : fitting.isEmpty() ? List.<Node>of() : world.nodes()) {
      if (fitting.contains(node.name()) && (back == null || isOnlyCordoned(node))) {
        back = node;
        if (isOnlyCordoned(node)) {
          break;
        }
      }
    }
    if (back == null) {
      return null;
    }
    return isOnlyCordoned(back)
        ? Sentence.of("uncordon %q, which takes it then", back.name())
        : Sentence.of("see to %q, which is in trouble and takes it when it is not", back.name());
  }

  private static boolean isOnlyCordoned(Node node) {
    for (Taint taint : node.taints()) {
      if (taint.key().startsWith(TROUBLE) && !taint.key().endsWith("/unschedulable")) {
        return false;
      }
    }
    return node.unschedulable();
  }
}
