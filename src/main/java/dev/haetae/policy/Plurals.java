package dev.haetae.policy;

import dev.haetae.resource.GroupKind;
import java.util.Locale;

/** The names of resources, by the kinds of their objects. */
public final class Plurals {
  private Plurals() {}

  /**
   * The plural name of a kind, by the rule of thumb of apimachinery's UnsafeGuessKindToResource.
   */
  public static String of(GroupKind kind) {
    String singular = kind.kind().toLowerCase(Locale.ROOT);
    if (singular.endsWith("endpoints")) {
      return singular;
    }
    if (singular.endsWith("s")) {
      return singular + "es";
    }
    return singular.endsWith("y")
        ? singular.substring(0, singular.length() - 1) + "ies"
        : singular + 's';
  }
}
