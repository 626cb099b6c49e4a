package dev.haetae.cel.library;

import dev.haetae.cel.library.TextFormat.Unwritten;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The floating point numbers in formatted texts, as English readers have them: {@code
 * 1,234,567.891000}, {@code 1.234568×10⁰⁶}.
 */
final class FloatText {
  /** The digits behind the point when none are asked for. */
  static final int PRECISION = 6;

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private FloatText() {}

  private static double number(Object value, String clause) throws Unwritten {
    if (value instanceof Double number) {
      return number;
    }
    if (value instanceof String text) {
      switch (text) {
        case "NaN" -> {
          return Double.NaN;
        }
        case "Infinity" -> {
          return Double.POSITIVE_INFINITY;
        }
        case "-Infinity" -> {
          return Double.NEGATIVE_INFINITY;
        }
        default -> {}
      }
    }
    throw new Unwritten(
        clause + " clause can only be used on doubles, was given " + ValueText.type(value));
  }

  private static String special(double number) {
    return Double.isNaN(number) ? "NaN" : number > 0 ? "∞" : "-∞";
  }

  static String fixed(Object value, int digits) throws Unwritten {
    double number = number(value, "fixed-point");
    if (!Double.isFinite(number)) {
      return special(number);
    }
    String plain =
        new BigDecimal(Math.abs(number)).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    int point = plain.indexOf('.');
    int whole = point < 0 ? plain.length() : point;
    StringBuilder out = new StringBuilder(plain.length() * 4 / 3 + 1);
    if (number < 0) {
      out.append('-');
    }
    for (int i = 0; i < whole; i++) {
      if (i > 0 && (whole - i) % 3 == 0) {
        out.append(',');
      }
      out.append(plain.charAt(i));
    }
    return out.append(plain, whole, plain.length()).toString();
  }

  // What is asked for as a precision is taken for a width: so does the API server.
  static String scientific(Object value, int width) throws Unwritten {
    double number = number(value, "scientific");
    String text = Double.isFinite(number) ? scientific(number) : special(number);
    int length = text.codePointCount(0, text.length());
    return length >= width ? text : " ".repeat(width - length) + text;
  }

  private static String scientific(double number) {
    BigDecimal exact = new BigDecimal(Math.abs(number));
    int exponent = 0;
    if (exact.signum() != 0) {
      exact = exact.round(new java.math.MathContext(PRECISION + 1, RoundingMode.HALF_EVEN));
      exponent = exact.precision() - exact.scale() - 1;
      exact = exact.movePointLeft(exponent);
    }
    StringBuilder out = new StringBuilder();
    if (number < 0) {
      out.append('-');
    }
    out.append(exact.setScale(PRECISION, RoundingMode.HALF_EVEN).toPlainString()).append("×10");
    if (exponent < 0) {
      out.append('⁻');
    }
    String power = Integer.toString(Math.abs(exponent));
    for (char digit : (power.length() == 1 ? "0" + power : power).toCharArray()) {
      out.append(RAISED.charAt(digit - '0'));
    }
    return out.toString();
  }
}
