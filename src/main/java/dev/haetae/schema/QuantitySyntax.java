package dev.haetae.schema;

import java.util.List;
import java.util.Set;

/**
 * The strings that {@code resource.ParseQuantity} reads, as its scanner decides it: the regular
 * expression in its message is only what it says about itself ({@code Gi} alone is read as zero).
 * Mirrors {@code apimachinery/pkg/api/resource/quantity.go} and {@code suffix.go}.
 */
public final class QuantitySyntax {
  private static final Set<String> SUFFIXES =
      Set.of("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> MEANT =
      List.of("", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  private QuantitySyntax() {}

  static boolean isValid(String text) {
    String trimmed = trim(text);
    if (trimmed.isEmpty()) {
      return false;
    }
    int sign = trimmed.charAt(0) == '-' || trimmed.charAt(0) == '+' ? 1 : 0;
    int at = digits(trimmed, sign);
    if (at < trimmed.length() && trimmed.charAt(at) == '.') {
      at = digits(trimmed, at + 1);
    }
    return isSuffix(trimmed.substring(at));
  }

  private static boolean isSuffix(String suffix) {
    if (SUFFIXES.contains(suffix)) {
      return true;
    }
    if (suffix.length() < 2 || (suffix.charAt(0) != 'e' && suffix.charAt(0) != 'E')) {
      return false;
    }
    String exponent = suffix.substring(1);
    int sign = exponent.charAt(0) == '-' || exponent.charAt(0) == '+' ? 1 : 0;
    if (exponent.length() == sign || digits(exponent, sign) < exponent.length()) {
      return false;
    }
    try {
      Long.parseLong(exponent);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  // White space that JSON does not escape: tabs and line breaks reach the scanner as backslashes.
  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == 0x85 || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  /**
   * Returns what was probably meant by a quantity that is none: {@code 10GB} is {@code 10G}, {@code
   * 10 gib} is {@code 10Gi}; empty when there is nothing near.
   */
  public static String repair(String text) {
    String trimmed = trim(text).replace(" ", "").replace(",", "");
    int at = trimmed.isEmpty() ? 0 : digits(trimmed, 0);
    if (at < trimmed.length() && trimmed.charAt(at) == '.') {
      at = digits(trimmed, at + 1);
    }
    if (at == 0) {
      return "";
    }
    String number = trimmed.substring(0, at);
    String unit = trimmed.substring(at);
    if (unit.length() > 1 && (unit.endsWith("B") || unit.endsWith("b"))) {
      unit = unit.substring(0, unit.length() - 1);
    }
    for (String suffix : MEANT) {
      if (suffix.equalsIgnoreCase(unit)) {
        return number + suffix;
      }
    }
    return "";
  }
}
