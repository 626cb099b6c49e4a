package dev.haetae.resource.tree;

/** The null of JSON, and what a look-up of an absent key answers. */
public final class NullValue extends Value {
  /** The only null. */
  public static final NullValue NULL = new NullValue();

  private NullValue() {}

  @Override
  public String describe() {
    return "null";
  }

  @Override
  public String toString() {
    return "null";
  }
}
