package dev.haetae.rule;

/** A place where objects are judged. */
public enum EnforcementPoint {
  /** {@code haetae check}: a manifest, before it is sent. */
  CHECK,
  /** The mutating webhook: repairs are made, nothing is denied. */
  MUTATE,
  /** The validating webhook: nothing is repaired, violations are denied. */
  VALIDATE,
  /** The audit: objects that are in the cluster already. */
  AUDIT;

  /** Returns whether the API server asks there, about an object that it has looked at itself. */
  public boolean isWebhook() {
    return this == MUTATE || this == VALIDATE;
  }
}
