package dev.haetae.policy;

/** A failure policy says what undecided means to the webhook. */
public enum FailurePolicy {
  /** The object is denied. */
  FAIL,
  /** The object is let in, with a warning. */
  IGNORE
}
