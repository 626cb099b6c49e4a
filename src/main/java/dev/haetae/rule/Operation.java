package dev.haetae.rule;

/** The change that brings an object before the rules. */
public enum Operation {
  /** The object is new. */
  CREATE,
  /** The object takes the place of an older version of itself. */
  UPDATE,
  /** The object goes: of interest to Kubernetes' own policies alone. */
  DELETE
}
