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
  private static final Pattern KIND = Pattern.compile("(?m)^kind:[ \\t]+[\"']?([A-Za-z0-9]+)");

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
    Matcher kind = KIND.matcher(document);
    return kind.find() ? kind.group(1) : "";
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
