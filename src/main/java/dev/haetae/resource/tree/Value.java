package dev.haetae.resource.tree;

/** A value of a JSON tree: immutable, compared by content, objects regardless of key order. */
public sealed interface Value
    permits ObjectValue, ArrayValue, StringValue, NumberValue, BooleanValue, NullValue {

  /** The name of its type with an article, for messages: {@code a string}, {@code an object}, … */
  String describe();

  /** Returns whether this is null, which Kubernetes reads as the field not being there. */
  default boolean isNull() {
    return this == NullValue.NULL;
  }
}
