package dev.haetae.resource.tree;

/**
 * A value of a JSON tree is immutable and compared by content, objects regardless of key order.
 *
 * <p>A class, not an interface, since trees are read and walked in the hottest loops, and what is
 * stored into an array of an interface or called through one is looked up each time.
 */
public abstract sealed class Value
    permits ObjectValue, ArrayValue, StringValue, NumberValue, BooleanValue, NullValue {
  Value() {}

  /** The name of its type with an article, for messages: {@code a string}, {@code an object}, … */
  public abstract String describe();

  /** Returns whether this is null, which Kubernetes reads as the field not being there. */
  public final boolean isNull() {
    return this == NullValue.NULL;
  }
}
