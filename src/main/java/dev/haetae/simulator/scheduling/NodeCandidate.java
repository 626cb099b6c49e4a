package dev.haetae.simulator.scheduling;

import java.util.List;

/**
 * A node that a pod could run on.
 *
 * @param name the node's name
 * @param fits whether it can take the pod
 * @param reasons what it fails on, in the scheduler's words; none when it fits
 * @param message the same with what the node has and what would make it fit
 */
public record NodeCandidate(String name, boolean fits, List<String> reasons, String message) {
  /** A candidate that keeps its own copy of the list. */
  public NodeCandidate {
    reasons = List.copyOf(reasons);
  }

  /** The reasons as one text; empty when it fits. */
  public String reason() {
    return String.join(", ", reasons);
  }
}
