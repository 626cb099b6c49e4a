package dev.haetae.resource;

import org.jspecify.annotations.Nullable;

/** A whole number as Go's {@code strconv.ParseInt} reads it, without an exception for others. */
final class WholeNumber {
  private WholeNumber() {}

  /** The number that {@code text} writes; null when it writes none that a long holds. */
  static @Nullable Long parse(String text) {
    boolean signed = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
    boolean negative = signed && text.charAt(0) == '-';
    int at = signed ? 1 : 0;
    if (at == text.length()) {
      return null;
    }
    // Below zero there is one number more than above.
    long number = 0;
    for (; at < text.length(); at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9 || number < (Long.MIN_VALUE + digit) / 10) {
        return null;
      }
      number = number * 10 - digit;
    }
    if (!negative && number == Long.MIN_VALUE) {
      return null;
    }
    return negative ? number : -number;
  }
}
