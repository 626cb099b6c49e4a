package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Taint;
import dev.haetae.resource.Toleration;
import dev.haetae.resource.Tolerations;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.RuleContext;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The taints that mark GPU nodes: those whose key is the name of a GPU resource, and those that the
 * parameter {@code taints} lists. All others (of a team, of maintenance) are no mark of GPUs, and
 * to tolerate them is not for every pod that asks for one.
 */
final class GpuTaints {
  private static final Set<String> EFFECTS = Set.of("NoSchedule", "NoExecute");
  private static final Toleration EVERYTHING = new Toleration("", "Exists", "", "");

  private final GpuResources gpus;
  private final List<Taint> listed = new ArrayList<>();

  /** The marks that a policy lists. */
  GpuTaints(Parameters parameters, GpuResources gpus) {
    this.gpus = gpus;
    for (String text : parameters.texts("taints", List.of())) {
      Taint taint = parse(text);
      if (taint == null) {
        parameters.problem(
            "taints",
            Sentence.of(
                "must hold taints such as nvidia.com/gpu:NoSchedule or dedicated=gpu:NoExecute, not"
                    + " %q",
                text));
      } else {
        listed.add(taint);
      }
    }
  }

  private static @Nullable Taint parse(String text) {
    int colon = text.lastIndexOf(':');
    int equal = text.indexOf('=');
    String key = text.substring(0, equal >= 0 ? equal : Math.max(0, colon));
    if (colon < equal || key.isEmpty() || !EFFECTS.contains(text.substring(colon + 1))) {
      return null;
    }
    String value = equal < 0 ? "" : text.substring(equal + 1, colon);
    return new Taint(key, value, text.substring(colon + 1));
  }

  /**
   * The taints that keep a pod off nodes.
   *
   * @param isKnown whether it could be told
   * @param missing the taints that it does not tolerate, one for each toleration that would help
   */
  record Untolerated(boolean isKnown, List<Missing> missing) {}

  /**
   * A taint that a pod does not tolerate.
   *
   * @param taint the first of its key and effect
   * @param anyValue whether its key alone marks GPU nodes, whatever the value
   * @param names of the nodes that have one; none where it is only listed
   */
  record Missing(Taint taint, boolean anyValue, List<String> names) {
    /** Says who has the taint, up to the verb: {@code gpu-1, gpu-2 are}. */
    Sentence nodes() {
      return switch (names.size()) {
        case 0 -> Sentence.of("GPU nodes are");
        case 1 -> Sentence.of("%s is", names.getFirst());
        case 2 -> Sentence.of("%s and %s are", names.getFirst(), names.getLast());
        default ->
            Sentence.of("%s, %s and %s more are", names.get(0), names.get(1), names.size() - 2);
      };
    }

    /** Adds the toleration, behind {@code added} others. */
    List<PatchOperation> fix(PodView pod, int added) {
      ObjectValue.Builder toleration = new ObjectValue.Builder(4);
      toleration.put("key", new StringValue(taint.key()));
      toleration.put("operator", new StringValue(anyValue ? "Exists" : "Equal"));
      if (!anyValue) {
        toleration.put("value", new StringValue(taint.value()));
      }
      toleration.put("effect", new StringValue(taint.effect()));
      int next = pod.spec().array("tolerations").size() + added;
      Path path = pod.spec().path("tolerations").child(next);
      return List.of(
          added == 0
              ? PatchOperation.addDeep(pod.carrier().tree(), path, toleration.build())
              : PatchOperation.add(path, toleration.build()));
    }
  }

  /**
   * Returns what keeps the pod off the nodes that could run it, or would keep it off if none is
   * known.
   */
  Untolerated untolerated(PodView pod, RuleContext context) {
    Inventory inventory = context.inventory();
    PodDemand own = context.demands().of(pod).withoutClaims().in(inventory);
    PodDemand demand = own.withTolerations(List.of(EVERYTHING));
    Tolerations tolerations = Tolerations.of(own.tolerations());
    Map<String, Missing> missing = new LinkedHashMap<>();
    List<String> fitting = NodeFit.predictIdle(demand, inventory).nodes();
    for (String name : fitting) {
      Node node = inventory.node(name);
      for (Taint taint : node == null ? List.<Taint>of() : node.taints()) {
        if (EFFECTS.contains(taint.effect()) && isMark(taint)) {
          add(taint, name, tolerations, missing);
        }
      }
    }
    boolean nodesTell =
        !fitting.isEmpty() || (inventory.isClosed() && !inventory.nodes().isEmpty());
    if (!nodesTell) {
      for (Taint taint : listed) {
        if (concerns(taint, pod)) {
          add(taint, "", tolerations, missing);
        }
      }
    }
    return new Untolerated(nodesTell || !listed.isEmpty(), List.copyOf(missing.values()));
  }

  private void add(
      Taint taint, String node, Tolerations tolerations, Map<String, Missing> missing) {
    if (tolerations.tolerate(taint)) {
      return;
    }
    // The value is part of a mark that the policy lists: another value is another team's.
    boolean anyValue = gpus.include(taint.key());
    String which = anyValue ? taint.key() + ':' + taint.effect() : taint.toString();
    List<String> names =
        missing
            .computeIfAbsent(which, _ -> new Missing(taint, anyValue, new ArrayList<>()))
            .names();
    // One node may have several such taints; its neighbours come after it.
    if (!node.isEmpty() && (names.isEmpty() || !names.getLast().equals(node))) {
      names.add(node);
    }
  }

  /** Returns whether a taint marks GPU nodes. */
  boolean isMark(Taint taint) {
    if (gpus.include(taint.key())) {
      return true;
    }
    for (Taint mark : listed) {
      if (mark.key().equals(taint.key()) && mark.value().equals(taint.value())) {
        return true;
      }
    }
    return false;
  }

  // Nodes with the GPUs of one vendor do not carry the mark of another.
  private boolean concerns(Taint taint, PodView pod) {
    if (!gpus.include(taint.key())) {
      return true;
    }
    String vendor = taint.key().substring(0, taint.key().indexOf('/') + 1);
    for (ContainerView container : pod.containers()) {
      for (ObjectView written : container.writtenAmounts()) {
        ObjectValue amounts = written.value();
        for (int i = 0; i < amounts.size(); i++) {
          if (amounts.key(i).startsWith(vendor) && gpus.areAsked(amounts, i)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Returns whether the pod tolerates the mark of a GPU node, whatever its value. */
  boolean isAnyTolerated(PodView pod) {
    for (Toleration toleration : pod.tolerations()) {
      boolean everything = toleration.key().isEmpty() && toleration.operator().equals("Exists");
      if (everything || gpus.include(toleration.key())) {
        return true;
      }
    }
    return false;
  }
}
