package dev.haetae.simulator.admission.request;

import dev.haetae.resource.GroupKind;
import java.util.Locale;

/**
 * The names of the resources of kinds, in the plural: {@code statefulsets} of StatefulSet.
 *
 * <p>Follows {@code UnsafeGuessKindToResource} of {@code
 * k8s.io/apimachinery/pkg/api/meta/restmapper.go} but for a vowel before the last letter
 * (gateways), and is right for all built-in kinds; a custom kind may have another.
 */
public final class ResourceNames {
  private ResourceNames() {}

  /** The resource of a kind without its group. */
  public static String plural(GroupKind kind) {
    String name = kind.kind().toLowerCase(Locale.ROOT);
    if (name.endsWith("endpoints")) {
      return name;
    } else if (name.endsWith("s")) {
      return name + "es";
    } else if (name.endsWith("y") && !name.endsWith("ay") && !name.endsWith("ey")) {
      return name.substring(0, name.length() - 1) + "ies";
    }
    return name + 's';
  }

  /** The resource of a kind with its group, if it has one: {@code statefulsets.apps}. */
  public static String qualified(GroupKind kind) {
    return kind.group().isEmpty() ? plural(kind) : plural(kind) + '.' + kind.group();
  }
}
