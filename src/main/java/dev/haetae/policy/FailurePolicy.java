package dev.haetae.policy;

/** What undecided means to the webhook. */
public enum FailurePolicy {
  /** The object is refused. */
  FAIL,
  /** The object is let in, with a warning. */
  IGNORE
}
