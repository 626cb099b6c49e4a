package dev.haetae.rule;

/** What is being done with the object. */
public enum Operation {
  /** It is new. */
  CREATE,
  /** It takes the place of an older version of itself. */
  UPDATE
}
