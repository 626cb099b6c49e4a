package dev.haetae.cel.value;

import dev.cel.common.types.OpaqueType;

/** A handle on something of which expressions know no more than the functions that take it. */
@SuppressWarnings("Immutable") // What it holds is for the functions to know.
public final class Handle extends SelfValue {
  private final OpaqueType type;
  private final Object held;

  /**
   * A handle.
   *
   * @param type the name of its type in CEL
   * @param held what functions get by it
   */
  public Handle(String type, Object held) {
    this.type = OpaqueType.create(type);
    this.held = held;
  }

  /** What functions get by it. */
  public Object held() {
    return held;
  }

  @Override
  public OpaqueType celType() {
    return type;
  }

  @Override
  public String toString() {
    return type.name();
  }
}
