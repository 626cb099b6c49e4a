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

  /** Something of ours failed: a rule, or the review as a whole. */
  void failed(RuntimeException fault);
}
