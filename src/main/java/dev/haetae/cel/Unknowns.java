package dev.haetae.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelUnknownSet;
import java.util.List;
import java.util.stream.Collectors;

/** Values that are not known: what hangs on one is not known either, unless logic decides it. */
public final class Unknowns {
  private static final CelAttribute.Qualifier NAMED = CelAttribute.Qualifier.ofString("named");

  private Unknowns() {}

  /** A value that is not known, by a name for messages: {@code inventory.claim("team", "data")}. */
  public static Object of(String name) {
    return CelUnknownSet.create(
        CelAttribute.create(ImmutableList.of(NAMED, CelAttribute.Qualifier.ofString(name))));
  }

  /**
   * What a field of an object throws that is not known; functions and variables give {@link #of}.
   */
  public static RuntimeException thrown(List<String> names) {
    return new UnknownVariable(names);
  }

  /** The value that hangs on several that are not known. */
  static Object of(List<String> names) {
    return names.stream()
        .map(name -> (CelUnknownSet) of(name))
        .reduce(CelUnknownSet::union)
        .orElseThrow();
  }

  static List<String> names(CelUnknownSet unknown) {
    return unknown.attributes().stream().map(Unknowns::name).distinct().sorted().toList();
  }

  static List<String> sorted(List<String> names) {
    return names.stream().distinct().sorted().toList();
  }

  private static String name(CelAttribute attribute) {
    ImmutableList<CelAttribute.Qualifier> parts = attribute.qualifiers();
    if (parts.size() == 2 && parts.getFirst().equals(NAMED)) {
      return parts.get(1).asString();
    }
    return parts.stream()
        .map(part ->
            part.kind() == CelAttribute.Qualifier.Kind.AS_STRING
                ? part.asString()
                : part.toString())
        .collect(Collectors.joining("."));
  }
}
