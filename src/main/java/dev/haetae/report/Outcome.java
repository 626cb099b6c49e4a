package dev.haetae.report;

/** How a run ended, the gravest last. */
public enum Outcome {
  /** Nothing is denied. */
  PASSED,
  /** Something is denied. */
  DENIED,
  /** Some input could not be read. */
  UNREADABLE,
  /** Something of ours has failed. */
  FAULTY
}
