package dev.haetae.simulator.validation.field;

import static dev.haetae.simulator.validation.field.NameSyntax.bytes;
import static dev.haetae.simulator.validation.field.NameSyntax.faults;
import static dev.haetae.simulator.validation.field.NameSyntax.isAlphanumeric;
import static dev.haetae.simulator.validation.field.NameSyntax.isDigit;
import static dev.haetae.simulator.validation.field.NameSyntax.isLower;
import static dev.haetae.simulator.validation.field.NameSyntax.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * The syntax of ports, keys, environment variables, headers and percentages: each method returns
 * what is wrong with a value, in the API server's words; nothing when all is well.
 *
 * <p>Mirrors {@code apimachinery/pkg/util/validation/validation.go}.
 */
public final class ValueSyntax {
  private static final String NOT_CONFIG_KEY =
      regex(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
          "[-._a-zA-Z0-9]+",
          "key.name",
          "KEY_NAME",
          "key-name");
  private static final String NOT_PERCENT =
      regex(
          "a valid percent string must be a numeric string followed by an ending '%'",
          "[0-9]+%", "1%", "93%");
  private static final String NOT_HEADER =
      regex(
          "a valid HTTP header must consist of alphanumeric characters or '-'",
          "[-A-Za-z0-9]+",
          "X-Header-Name");
  private static final String NOT_ENVIRONMENT =
      "a valid environment variable name must consist only of printable ASCII characters other than"
          + " '='";

  private ValueSyntax() {}

  /** A key of a ConfigMap or Secret. */
  public static List<String> configKey(String text) {
    boolean valid = !text.isEmpty();
    for (int i = 0; i < text.length() && valid; i++) {
      char c = text.charAt(i);
      valid = isAlphanumeric(c) || c == '-' || c == '_' || c == '.';
    }
    List<String> faults =
        faults(valid, text, 253, "must be no more than 253 characters", NOT_CONFIG_KEY);
    if (!text.startsWith(".")) {
      return faults;
    }
    List<String> all = new ArrayList<>(faults);
    if (text.equals(".")) {
      all.add("must not be '.'");
    } else if (text.equals("..")) {
      all.add("must not be '..'");
    } else if (text.startsWith("..")) {
      all.add("must not start with '..'");
    }
    return all;
  }

  /** The name of a port. */
  public static List<String> portName(String text) {
    boolean letters = true;
    boolean letter = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      letters &= isLower(c) || isDigit(c) || c == '-';
      letter |= isLower(c);
    }
    List<String> faults = new ArrayList<>(0);
    if (bytes(text) > 15) {
      faults.add("must be no more than 15 characters");
    }
    if (!letters || text.isEmpty()) {
      faults.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (!letter) {
      faults.add("must contain at least one letter (a-z)");
    }
    if (text.contains("--")) {
      faults.add("must not contain consecutive hyphens");
    }
    if (text.startsWith("-") || text.endsWith("-")) {
      faults.add("must not begin or end with a hyphen");
    }
    return faults;
  }

  /** The number of a port. */
  public static List<String> portNumber(long number) {
    return number >= 1 && number <= 65535
        ? List.of()
        : List.of("must be between 1 and 65535, inclusive");
  }

  /** The name of an environment variable. */
  public static List<String> environment(String text) {
    if (text.isEmpty()) {
      return List.of("environment variable name must be non-empty");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '=') {
        return List.of(NOT_ENVIRONMENT);
      }
    }
    return List.of();
  }

  /** A percentage, such as {@code 25%}. */
  public static List<String> percent(String text) {
    return isPercent(text) ? List.of() : List.of(NOT_PERCENT);
  }

  /** Returns whether the text is digits and a percent sign. */
  public static boolean isPercent(String text) {
    int digits = text.length() - 1;
    if (digits < 1 || text.charAt(digits) != '%') {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The name of an HTTP header. */
  public static List<String> header(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isAlphanumeric(text.charAt(i)) && text.charAt(i) != '-') {
        return List.of(NOT_HEADER);
      }
    }
    return text.isEmpty() ? List.of(NOT_HEADER) : List.of();
  }
}
