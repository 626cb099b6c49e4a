package dev.haetae.cel.library.kind;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A reader of quantities as CEL's library reads them, which is wider than in fields: {@code .},
 * {@code 5.} and {@code -} are quantities.
 *
 * <p>Mirrors {@code k8s.io/apimachinery/pkg/api/resource/quantity.go}.
 */
public final class QuantityText {
  private static final String FORM =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  private static final String NO_NUMBER = "unable to parse numeric part of quantity";
  private static final String NO_SUFFIX = "unable to parse quantity's suffix";
  private static final int DIGITS_OF_SMALL = 18;
  private static final int SMALLEST_SCALE = 9;
  // Beyond, the API server counts on for as long as it takes.
  private static final int LARGEST_EXPONENT = 10_000;
  private static final BigDecimal LARGEST_BINARY = BigDecimal.valueOf(Long.MAX_VALUE);

  private final String text;
  private int at;

  private QuantityText(String text) {
    this.text = text;
  }

  /** What came of reading. */
  public sealed interface Result {}

  /**
   * A quantity.
   *
   * @param small whether the API server holds it as a 64-bit number and a scale
   */
  public record Read(BigDecimal amount, boolean small) implements Result {}

  /** None, and the API server's words for it. */
  public record Unread(String why) implements Result {}

  /** A factor: a power of two or of ten. */
  private record Factor(boolean binary, int exponent) {}

  public static Result read(String text) {
    return new QuantityText(text).read();
  }

  private Result read() {
    if (text.isEmpty()) {
      return new Unread(FORM);
    }
    boolean negative = text.charAt(0) == '-';
    if (negative || text.charAt(0) == '+') {
      at++;
    }
    while (at < text.length() && text.charAt(at) == '0') {
      at++;
    }
    String whole = digits();
    String fraction = "";
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      fraction = digits();
    }
    int end = at;
    if (!isSuffix()) {
      return new Unread(FORM);
    }
    Factor factor = factor(text.substring(end));
    if (factor == null) {
      return new Unread(NO_SUFFIX);
    }
    Read read = number(whole.isEmpty() ? "0" : whole, fraction, factor);
    if (read == null) {
      return new Unread(NO_NUMBER);
    }
    return negative ? new Read(read.amount().negate(), read.small()) : read;
  }

  private String digits() {
    int start = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean isSuffix() {
    while (at < text.length() && "eEinumkKMGTP".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    digits();
    return at == text.length();
  }

  private static @Nullable Factor factor(String suffix) {
    return switch (suffix) {
      case "" -> new Factor(false, 0);
      case "n" -> new Factor(false, -9);
      case "u" -> new Factor(false, -6);
      case "m" -> new Factor(false, -3);
      case "k" -> new Factor(false, 3);
      case "M" -> new Factor(false, 6);
      case "G" -> new Factor(false, 9);
      case "T" -> new Factor(false, 12);
      case "P" -> new Factor(false, 15);
      case "E" -> new Factor(false, 18);
      case "Ki" -> new Factor(true, 10);
      case "Mi" -> new Factor(true, 20);
      case "Gi" -> new Factor(true, 30);
      case "Ti" -> new Factor(true, 40);
      case "Pi" -> new Factor(true, 50);
      case "Ei" -> new Factor(true, 60);
      default -> exponent(suffix);
    };
  }

  private static @Nullable Factor exponent(String suffix) {
    if (suffix.length() < 2 || (suffix.charAt(0) != 'e' && suffix.charAt(0) != 'E')) {
      return null;
    }
    try {
      int exponent = Integer.parseInt(suffix, 1, suffix.length(), 10);
      return Math.abs(exponent) > LARGEST_EXPONENT ? null : new Factor(false, exponent);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static @Nullable Read number(String whole, String fraction, Factor factor) {
    BigDecimal small = small(whole, fraction, factor);
    if (small != null && small.unscaledValue().bitLength() < Long.SIZE) {
      return new Read(small, true);
    }
    BigDecimal amount = new BigDecimal(new BigInteger(whole + fraction), fraction.length());
    amount =
        factor.binary()
            ? amount.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(factor.exponent())))
            : amount.scaleByPowerOfTen(factor.exponent());
    if (amount.signum() != 0) {
      amount = amount.setScale(SMALLEST_SCALE, RoundingMode.UP);
    }
    return new Read(factor.binary() ? amount.min(LARGEST_BINARY) : amount, false);
  }

  // A number of few digits, whole or with a fraction that is no finer than a billionth.
  private static @Nullable BigDecimal small(String whole, String fraction, Factor factor) {
    if (factor.binary()) {
      int left = 14 - whole.length() - factor.exponent() * 3 / 10;
      return left < 0 || !fraction.isEmpty()
          ? null
          : new BigDecimal(new BigInteger(whole).shiftLeft(factor.exponent()));
    }
    int scale = factor.exponent() - fraction.length();
    return whole.length() + fraction.length() > DIGITS_OF_SMALL || scale < -SMALLEST_SCALE
        ? null
        : new BigDecimal(new BigInteger(whole + fraction), -scale);
  }
}
