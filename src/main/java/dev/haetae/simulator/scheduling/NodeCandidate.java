package dev.haetae.simulator.scheduling;

import java.util.List;

/**
 * A node that a pod could run on.
 *
 * @param name the node's name
 * @param fits whether it can take the pod
 * @param reasons what it fails on, in the scheduler's words; none when it fits
 * @param message the same with what the node has and what would make it fit
 * @param isMeant whether the pod is meant for nodes like it: it fits, or fails on what it has left
 *     and not on what it is
 * @param distance how far it is from taking the pod, to tell the nearest; 0 when it fits
 */
public record NodeCandidate(
    String name,
    boolean fits,
    List<String> reasons,
    String message,
    boolean isMeant,
    int distance) {
  /** A candidate that keeps its own copy of the list. */
  public NodeCandidate {
    reasons = List.copyOf(reasons);
  }

  /** The reasons as one text; empty when it fits. */
  public String reason() {
    return String.join(", ", reasons);
  }
}
