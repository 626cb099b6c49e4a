package dev.haetae.cel.value;

import com.google.common.collect.ImmutableList;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelUnknownSet;
import java.util.stream.Collectors;

/** The form in which the runtime carries a value that is not known, with a name for messages. */
public final class NamedUnknown {
  private static final CelAttribute.Qualifier NAMED = CelAttribute.Qualifier.ofString("named");

  private NamedUnknown() {}

  /** A value that is not known, by any name: {@code inventory.claim("team", "data")}. */
  public static CelUnknownSet of(String name) {
    return CelUnknownSet.create(
        CelAttribute.create(ImmutableList.of(NAMED, CelAttribute.Qualifier.ofString(name))));
  }

  /**
   * The name of a part that is not known, which may also be a variable's: {@code request.options}.
   */
  public static String name(CelAttribute attribute) {
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
