package dev.haetae.cel.value;

import dev.cel.common.values.OpaqueValue;

/** A value that expressions hand to functions and cannot look into: the object itself. */
public abstract class SelfValue extends OpaqueValue {
  @Override
  public final Object value() {
    return this;
  }
}
