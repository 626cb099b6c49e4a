package dev.haetae.admission;

import dev.haetae.inventory.BudgetExceededException.Cause;

/** Told of every review, as soon as it is answered. */
public interface ReviewObserver {
  /** Looks away. */
  ReviewObserver NONE = new ReviewObserver() {};

  /**
   * A body was answered.
   *
   * @param nanoseconds from its last byte read to the answer's first byte made
   */
  default void answered(Endpoint endpoint, Answer.Outcome outcome, long nanoseconds) {}

  /**
   * A policy reported findings.
   *
   * @param policy the policy's name
   * @param action what was done about it: {@code deny}, {@code warn}, {@code audit}, {@code
   *     undecided}, {@code waived} or {@code repair}
   * @param times how many, at least 1
   */
  default void found(String policy, String action, int times) {}

  /**
   * A PolicyException has waived findings, which are told as found, too.
   *
   * @param policy the policy's name
   * @param exception the exception's {@code namespace/name}
   * @param times how many, at least 1
   */
  default void waived(String policy, String exception, int times) {}

  /** A review was begun anew on another thread, since it took more than a small one may. */
  default void moved(Endpoint endpoint) {}

  /** Policies have decided nothing in a review, since its budget was exceeded. */
  default void exceeded(Endpoint endpoint, Cause why) {}

  /** Something of ours failed: a rule, or the review as a whole. */
  default void failed(RuntimeException fault) {}
}
