package dev.haetae.rule;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

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

  /** The points where a rule runs that has nothing to repair. */
  public static final Set<EnforcementPoint> ALL_BUT_MUTATE =
      Collections.unmodifiableSet(EnumSet.of(CHECK, VALIDATE, AUDIT));
}
