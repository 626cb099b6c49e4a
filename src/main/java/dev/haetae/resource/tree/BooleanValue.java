package dev.haetae.resource.tree;

/** A truth value. */
public final class BooleanValue extends Value {
  /** True. */
  public static final BooleanValue TRUE = new BooleanValue();

  /** False. */
  public static final BooleanValue FALSE = new BooleanValue();

  private BooleanValue() {}

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
