package dev.haetae.resource;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The claim to be a Kubernetes object: an apiVersion or a kind, in whatever case. What makes none
 * is foreign, and a folder passes over it.
 */
final class TypeClaim {
  private TypeClaim() {}

  /** Returns whether a tree makes it. */
  static boolean isMadeBy(ObjectValue object) {
    return object.has("apiVersion")
        || object.has("kind")
        || inOtherCase(object, "apiVersion") != null
        || inOtherCase(object, "kind") != null;
  }

  /** Returns whether some element makes it, or there is none: else the list is foreign as one. */
  static boolean isMadeBySome(ArrayValue array) {
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof ObjectValue item && isMadeBy(item)) {
        return true;
      }
    }
    return array.size() == 0;
  }

  /** Returns whether JSON that cannot be read makes it; such with comments is a compiler's. */
  static boolean isIn(String json) {
    String lower = json.toLowerCase(Locale.ROOT);
    return lower.contains("\"apiversion\"") || lower.contains("\"kind\"");
  }

  /** Returns the key that is {@code name} but for its case; null when there is none. */
  static @Nullable String inOtherCase(ObjectValue object, String name) {
    for (int i = 0; i < object.size(); i++) {
      if (object.key(i).equalsIgnoreCase(name) && !object.key(i).equals(name)) {
        return object.key(i);
      }
    }
    return null;
  }
}
