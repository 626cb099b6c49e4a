package dev.haetae.resource.plain;

import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meanings of words without quotes to Kubernetes.
 *
 * <p>Mirrors {@code resolve.go} of the go-yaml v2 inside {@code sigs.k8s.io/yaml}: YAML 1.1 words
 * such as {@code y} and {@code off}, {@code 0b}, {@code 0o} and leading-zero octal numbers, but no
 * dates and no base-60 numbers.
 */
public final class YamlWords {
  private static final int LONGEST_CONSTANT = 5;
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("~", "null", "Null", "NULL");

  private YamlWords() {}

  /** The value of an unquoted word; null when JSON cannot hold it. */
  public static @Nullable Value value(String word) {
    if (word.isEmpty()) {
      return NullValue.NULL;
    }
    char first = word.charAt(0);
    if (Character.isDigit(first) || first == '+' || first == '-' || first == '.') {
      return YamlNumbers.value(word);
    }
    if (word.length() > LONGEST_CONSTANT) {
      return new StringValue(word);
    }
    if (NULL.contains(word)) {
      return NullValue.NULL;
    }
    if (TRUE.contains(word)) {
      return BooleanValue.TRUE;
    }
    return FALSE.contains(word) ? BooleanValue.FALSE : new StringValue(word);
  }
}
