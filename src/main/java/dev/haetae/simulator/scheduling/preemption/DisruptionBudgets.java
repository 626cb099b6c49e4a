package dev.haetae.simulator.scheduling.preemption;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The PodDisruptionBudgets of a world, by which pods are told apart that had better stay.
 *
 * <p>Mirrors {@code filterPodsWithPDBViolation} of {@code
 * pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go}: the disruptions that a
 * budget still allows are spent on the most important pods first; a budget without selector, or
 * with the empty one, is about no pod.
 */
public final class DisruptionBudgets {
  private static final GroupKind BUDGET = new GroupKind("policy", "PodDisruptionBudget");

  private final Inventory inventory;
  private final Map<String, List<Budget>> byNamespace = new HashMap<>();

  private record Budget(LabelSelector selector, ObjectView disrupted, int allowed) {
    boolean isAbout(PlacedPod pod) {
      return selector.matches(pod.labels()) && !disrupted.has(pod.name());
    }
  }

  /**
   * Pods told apart, each list in the order in which they were given.
   *
   * @param violating those whose going a budget does not allow
   * @param others the rest
   */
  public record Split(List<PlacedPod> violating, List<PlacedPod> others) {}

  /** The budgets of a world, read when first asked for. */
  public DisruptionBudgets(Inventory inventory) {
    this.inventory = inventory;
  }

  /** Tells the pods apart, given the most important first. */
  public Split split(List<PlacedPod> pods) {
    Split split = new Split(new ArrayList<>(), new ArrayList<>());
    Map<Budget, Integer> spent = new HashMap<>();
    for (PlacedPod pod : pods) {
      (isKept(pod, spent) ? split.violating() : split.others()).add(pod);
    }
    return split;
  }

  private boolean isKept(PlacedPod pod, Map<Budget, Integer> spent) {
    boolean kept = false;
    if (!pod.labels().isEmpty()) {
      for (Budget budget : byNamespace.computeIfAbsent(pod.namespace(), this::read)) {
        inventory.spend(1);
        kept |= budget.isAbout(pod) && spent.merge(budget, 1, Integer::sum) > budget.allowed();
      }
    }
    return kept;
  }

  private List<Budget> read(String namespace) {
    List<Budget> budgets = new ArrayList<>();
    for (Resource resource : inventory.objects(BUDGET, namespace)) {
      try {
        LabelSelector selector =
            LabelSelector.of(resource.view().object("spec").object("selector"));
        ObjectView status = resource.view().object("status");
        if (!selector.requirements().isEmpty()) {
          budgets.add(
              new Budget(
                  selector,
                  status.object("disruptedPods"),
                  (int) status.integer("disruptionsAllowed", 0)));
        }
      } catch (MalformedResourceException _) {
        // A selector that cannot be is about no pod.
      }
    }
    return budgets;
  }
}
