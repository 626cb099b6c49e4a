package dev.haetae.resource.tree;

/** The null of JSON, and what a look-up of an absent key answers. */
public enum NullValue implements Value {
  /** The only null. */
  NULL;

  @Override
  public String describe() {
    return "null";
  }

  @Override
  public String toString() {
    return "null";
  }
}
