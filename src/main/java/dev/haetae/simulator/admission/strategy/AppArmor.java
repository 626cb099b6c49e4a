package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ObjectValue;
import org.jspecify.annotations.Nullable;

/**
 * The AppArmor profiles that used to be written as annotations.
 *
 * <p>Mirrors {@code ApparmorFieldForAnnotation} of {@code pkg/api/pod/util.go}.
 */
final class AppArmor {
  static final String ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";
  static final String FIELD = "appArmorProfile";
  static final String DEPRECATED =
      "deprecated since v1.30; use the \"appArmorProfile\" field instead";

  private static final String LOCALHOST = "localhost/";
  private static final int LONGEST = 4095;

  private AppArmor() {}

  /** The field for an annotation; null when there is none. */
  static @Nullable ObjectValue profile(String annotation) {
    if (annotation.equals("unconfined")) {
      return type("Unconfined").build();
    } else if (annotation.equals("runtime/default")) {
      return type("RuntimeDefault").build();
    }
    String name = annotation.startsWith(LOCALHOST) ? annotation.substring(LOCALHOST.length()) : "";
    return name.isBlank() || !name.strip().equals(name) || name.length() > LONGEST
        ? null
        : type("Localhost").put("localhostProfile", name).build();
  }

  private static ObjectValue.Builder type(String type) {
    return new ObjectValue.Builder(2).put("type", type);
  }
}
