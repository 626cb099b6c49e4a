package dev.haetae.resource;

import dev.haetae.resource.text.FileText;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The claim to be a Kubernetes object: an apiVersion or a kind, in whatever case. What makes none
 * is foreign, and a folder passes over it.
 */
final class TypeClaim {
  private static final Pattern CLAIM =
      Pattern.compile("[\"']?\\b(apiVersion|kind)[\"']?[ \\t]*:", Pattern.CASE_INSENSITIVE);
  private static final String KEY = "kind:";
  private static final Pattern KIND = Pattern.compile(KEY + "[ \\t]+[\"']?([A-Za-z0-9]+)");
  private static final String BREAKS = "\n\r\u0085\u2028\u2029";

  private TypeClaim() {}

  /** Returns whether a tree makes it: not by the number that other programs write so. */
  static boolean isMadeBy(ObjectValue object) {
    return object.get("kind") instanceof StringValue
        || object.get("apiVersion") instanceof StringValue
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

  /** Returns whether a text that cannot be read makes it; one with comments is a compiler's. */
  static boolean isIn(String text) {
    return CLAIM.matcher(text).find();
  }

  /** The kind that a YAML document names on a line of its own; empty when it names none so. */
  static String kind(String document) {
    // A pattern that looks for the beginnings of lines takes ten times as long.
    for (int at = document.indexOf(KEY); at >= 0; at = document.indexOf(KEY, at + 1)) {
      if (at == 0 || BREAKS.indexOf(document.charAt(at - 1)) >= 0) {
        Matcher kind = KIND.matcher(document).region(at, document.length());
        if (kind.lookingAt()) {
          return kind.group(1);
        }
      }
    }
    return "";
  }

  /** Returns the key that is {@code name} but for its case or for what is not to be seen in it. */
  static @Nullable String inOtherCase(ObjectValue object, String name) {
    for (int i = 0; i < object.size(); i++) {
      String key = object.key(i);
      if (!key.equals(name) && FileText.withoutInvisible(key).equalsIgnoreCase(name)) {
        return key;
      }
    }
    return null;
  }
}
