package dev.haetae.policy;

/** The meaning of undecided to the webhook. */
public enum FailurePolicy {
  /** The object is denied. */
  FAIL,
  /** The object is let in, with a warning. */
  IGNORE
}
