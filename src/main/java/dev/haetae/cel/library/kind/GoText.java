package dev.haetae.cel.library.kind;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** The ways in which Go writes values as text, which the API server's messages show. */
public final class GoText {
  private static final int EXPONENT_FROM = 6;
  private static final int NANOS = 1_000_000_000;

  private GoText() {}

  /** The text in double quotes, as {@code strconv.Quote} writes it. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(out, c));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x80) {
          hexadecimal(out.append("\\x"), c, 2);
        } else if (c < 0x10000) {
          hexadecimal(out.append("\\u"), c, 4);
        } else {
          hexadecimal(out.append("\\U"), c, 8);
        }
      }
    }
  }

  private static void hexadecimal(StringBuilder out, int c, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >>> shift & 15, 16));
    }
  }

  private static boolean isPrintable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.SPACE_SEPARATOR,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }

  /** A floating point number in as few digits as tell it apart: {@code 1e+20}, {@code 3}. */
  public static String number(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    String sign = 1 / number < 0 || number < 0 ? "-" : "";
    if (number == 0) {
      return sign + "0";
    }
    BigDecimal digits = shortest(Math.abs(number));
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < EXPONENT_FROM) {
      return sign + digits.toPlainString();
    }
    String unscaled = digits.unscaledValue().toString();
    String fraction = unscaled.length() == 1 ? "" : "." + unscaled.substring(1);
    String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return sign + unscaled.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
  }

  /** A number with so many digits behind the point. */
  public static String fixed(double number, int digits) {
    if (!Double.isFinite(number)) {
      return number(number);
    }
    String sign = number == 0 && 1 / number < 0 ? "-" : "";
    return sign + new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** A span of time in seconds: {@code 1.5s}. */
  public static String duration(Duration duration) {
    long whole = duration.getSeconds();
    int rest = duration.getNano();
    if (whole < 0 && rest > 0) {
      whole++;
      rest -= NANOS;
    }
    double seconds = whole + rest / (double) NANOS;
    return (seconds == 0 ? "0" : shortest(seconds).toPlainString()) + "s";
  }

  // The digits of the smallest number are two in Java and one in Go.
  private static BigDecimal shortest(double number) {
    return number == Double.MIN_VALUE
        ? new BigDecimal("5e-324")
        : new BigDecimal(Double.toString(number)).stripTrailingZeros();
  }

  /** Compares as bytes of UTF-8 compare, which is by code points. */
  public static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // A pair of surrogates stands for a code point above all single chars.
        int above = Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
        return above != 0 ? above : Integer.signum(x - y);
      }
    }
    return Integer.signum(a.length() - b.length());
  }
}
