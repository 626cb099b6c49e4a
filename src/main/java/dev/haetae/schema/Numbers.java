package dev.haetae.schema;

import java.math.BigDecimal;

/** The number literals that fit Go's integers. */
final class Numbers {
  // From here on Go writes a float64 with an exponent, which no integer decodes.
  private static final double EXPONENT_FROM = 1e21;

  private Numbers() {}

  static boolean isUint8(String literal) {
    return fits(literal, 0, 255);
  }

  static boolean isInt32(String literal) {
    return fits(literal, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static boolean isInt64(String literal) {
    return fits(literal, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * YAML's {@code 80.0} and {@code 1e3} are whole numbers too: they become a float64, and that is
   * written as {@code 80} and {@code 1000} when the document is turned into JSON.
   */
  private static boolean fits(String literal, long least, long most) {
    BigDecimal value;
    if (isDigits(literal)) {
      if (literal.length() > 20) {
        return false;
      }
      value = new BigDecimal(literal);
    } else {
      double number;
      try {
        number = Double.parseDouble(literal);
      } catch (NumberFormatException _) {
        return false;
      }
      if (number != Math.rint(number) || Math.abs(number) >= EXPONENT_FROM) {
        return false;
      }
      value = new BigDecimal(number);
    }
    return value.compareTo(BigDecimal.valueOf(least)) >= 0
        && value.compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  private static boolean isDigits(String literal) {
    int from = literal.startsWith("-") ? 1 : 0;
    for (int i = from; i < literal.length(); i++) {
      if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
        return false;
      }
    }
    return literal.length() > from;
  }
}
