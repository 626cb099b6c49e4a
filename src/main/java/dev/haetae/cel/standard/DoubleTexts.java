package dev.haetae.cel.standard;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The reader of floating point numbers as Go writes them. */
final class DoubleTexts {
  private DoubleTexts() {}

  /** The number; null when it is none, or too large. */
  static @Nullable Double read(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    Double size =
        switch (rest.toLowerCase(Locale.ROOT)) {
          case "inf", "infinity" -> Double.POSITIVE_INFINITY;
          case "nan" -> Double.NaN;
          default -> finite(rest);
        };
    return size == null ? null : negative ? (Double) (-size) : size;
  }

  private static @Nullable Double finite(String text) {
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '_') {
        if (!isBetweenDigits(text, i)) {
          return null;
        }
      } else if (isOfNumber(letter, hexadecimal)) {
        plain.append(letter);
      } else {
        return null;
      }
    }
    try {
      double number = Double.parseDouble(plain.toString());
      return Double.isInfinite(number) ? null : (Double) number;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static boolean isBetweenDigits(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.digit(text.charAt(at - 1), 16) >= 0
        && Character.digit(text.charAt(at + 1), 16) >= 0;
  }

  private static boolean isOfNumber(char letter, boolean hexadecimal) {
    return (letter >= '0' && letter <= '9')
        || ".+-eE".indexOf(letter) >= 0
        || (hexadecimal && "xXpPabcdfABCDF".indexOf(letter) >= 0);
  }
}
