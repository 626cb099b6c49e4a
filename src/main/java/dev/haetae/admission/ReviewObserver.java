package dev.haetae.admission;

/** Told of every review, as soon as it is answered. */
public interface ReviewObserver {
  /** Looks away. */
  ReviewObserver NONE =
      new ReviewObserver() {
        @Override
        public void answered(Endpoint endpoint, Answer.Outcome outcome, long nanoseconds) {}

        @Override
        public void found(String policy, String action) {}

        @Override
        public void waived(String policy, String exception) {}

        @Override
        public void failed(RuntimeException fault) {}
      };

  /**
   * A body was answered.
   *
   * @param nanoseconds from its last byte read to the answer's first byte made
   */
  void answered(Endpoint endpoint, Answer.Outcome outcome, long nanoseconds);

  /**
   * A policy reported a finding.
   *
   * @param policy the policy's name
   * @param action what was done about it: {@code deny}, {@code warn}, {@code audit}, {@code
   *     undecided}, {@code waived} or {@code repair}
   */
  void found(String policy, String action);

  /**
   * A PolicyException has waived a finding, which is told as found, too.
   *
   * @param policy the policy's name
   * @param exception the exception's {@code namespace/name}
   */
  void waived(String policy, String exception);

  /** Something of ours failed: a rule, or the review as a whole. */
  void failed(RuntimeException fault);
}
