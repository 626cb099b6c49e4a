package dev.haetae.cel;

import dev.cel.runtime.CelUnknownSet;
import dev.haetae.cel.value.NamedUnknown;
import java.util.List;

/** Values that are not known: what hangs on one is not known either, unless logic decides it. */
public final class Unknowns {
  private Unknowns() {}

  /** A value that is not known, by a name for messages: {@code inventory.claim("team", "data")}. */
  public static Object of(String name) {
    return NamedUnknown.of(name);
  }

  /**
   * What a field of an object throws that is not known; functions and variables give {@link #of}.
   */
  public static RuntimeException thrown(List<String> names) {
    return new UnknownVariable(names);
  }

  /** The value that hangs on several that are not known. */
  static Object of(List<String> names) {
    return names.stream().map(NamedUnknown::of).reduce(CelUnknownSet::union).orElseThrow();
  }

  static List<String> names(CelUnknownSet unknown) {
    return unknown.attributes().stream().map(NamedUnknown::name).distinct().sorted().toList();
  }

  static List<String> sorted(List<String> names) {
    return names.stream().distinct().sorted().toList();
  }
}
