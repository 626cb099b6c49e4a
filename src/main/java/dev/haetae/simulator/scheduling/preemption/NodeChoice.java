package dev.haetae.simulator.scheduling.preemption;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The choice of the node from which pods are driven away.
 *
 * <p>Mirrors {@code pickOneNodeForPreemption} of {@code
 * pkg/scheduler/framework/preemption/preemption.go}: the fewest violations of disruption budgets,
 * then the lowest priority of the most important victim, then the lowest sum of priorities, then
 * the fewest victims, then the latest start of the most important ones.
 */
public final class NodeChoice {
  private static final Comparator<Victims> BEST_FIRST =
      Comparator.comparingInt(Victims::violations)
          .thenComparingInt(Victims::highestPriority)
          .thenComparingLong(Victims::sumOfPriorities)
          .thenComparingInt(victims -> victims.pods().size())
          .thenComparing(Victims::earliestStart, Comparator.reverseOrder());

  private NodeChoice() {}

  /** Returns those that are equally good and better than all others; none of none. */
  public static List<Victims> best(List<Victims> candidates) {
    List<Victims> best = new ArrayList<>();
    for (Victims one : candidates) {
      int order = best.isEmpty() ? 0 : BEST_FIRST.compare(one, best.getFirst());
      if (order < 0) {
        best.clear();
      }
      if (order <= 0) {
        best.add(one);
      }
    }
    return best;
  }
}
