package dev.haetae.rule;

/** Where an object is judged. */
public enum EnforcementPoint {
  /** {@code haetae check}: a manifest, before it is sent. */
  CHECK,
  /** The mutating webhook: repairs are made, nothing is refused. */
  MUTATE,
  /** The validating webhook: nothing is repaired, violations are refused. */
  VALIDATE,
  /** What already runs. */
  AUDIT
}
