package dev.haetae.simulator.scheduling.preemption;

import dev.haetae.inventory.PlacedPod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;

/**
 * The pods that would have to go from a node so that another fits.
 *
 * @param node the node's name
 * @param pods them, the most important first
 * @param violations how many of them a PodDisruptionBudget would keep
 */
public record Victims(String node, List<PlacedPod> pods, int violations) {
  /**
   * The most important first: by priority, then who has run longer; mirrors {@code
   * MoreImportantPod} of {@code pkg/scheduler/util/utils.go}. A pod that has not started counts as
   * started just now.
   */
  public static final Comparator<PlacedPod> MORE_IMPORTANT_FIRST =
      Comparator.comparingInt((PlacedPod pod) -> pod.standing().priority())
          .reversed()
          .thenComparing(Victims::started);

  /** Victims that keep their own copy of the list. */
  public Victims {
    pods = List.copyOf(pods);
  }

  private static Instant started(PlacedPod pod) {
    try {
      String started = pod.standing().started();
      return started.isEmpty() ? Instant.MAX : Instant.parse(started);
    } catch (DateTimeParseException _) {
      return Instant.MAX;
    }
  }

  int highestPriority() {
    return pods.isEmpty() ? Integer.MIN_VALUE : pods.getFirst().standing().priority();
  }

  // Each counts as at least 0, so that fewer pods of a priority below 0 are less, too.
  long sumOfPriorities() {
    long sum = 0;
    for (PlacedPod pod : pods) {
      sum += pod.standing().priority() + (1L << 31);
    }
    return sum;
  }

  /** The time at which the first of the most important was started. */
  Instant earliestStart() {
    Instant earliest = Instant.MAX;
    for (PlacedPod pod : pods) {
      if (pod.standing().priority() == highestPriority() && started(pod).isBefore(earliest)) {
        earliest = started(pod);
      }
    }
    return earliest;
  }
}
