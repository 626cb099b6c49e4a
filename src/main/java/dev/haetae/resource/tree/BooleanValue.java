package dev.haetae.resource.tree;

/** A truth value. */
public enum BooleanValue implements Value {
  /** True. */
  TRUE,
  /** False. */
  FALSE;

  /** The value that stands for {@code value}. */
  public static BooleanValue of(boolean value) {
    return value ? TRUE : FALSE;
  }

  @Override
  public String describe() {
    return "a boolean";
  }

  @Override
  public String toString() {
    return this == TRUE ? "true" : "false";
  }
}
