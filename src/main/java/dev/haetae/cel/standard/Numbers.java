package dev.haetae.cel.standard;

import com.google.common.primitives.UnsignedLong;
import dev.haetae.cel.value.CelFailure;
import java.math.BigDecimal;
import java.time.Duration;

/** The comparison of numbers of different types, and the texts of numbers and spans of time. */
public final class Numbers {
  private static final int SMALL = -4;
  private static final int LARGE = 6;
  private static final double BEYOND_LONG = 0x1p63;
  private static final double BEYOND_UNSIGNED = 0x1p64;
  private static final int NANOS = 1_000_000_000;

  private Numbers() {}

  static boolean isNaN(Object number) {
    return number instanceof Double value && Double.isNaN(value);
  }

  static boolean equal(Number first, Number second) {
    if (first instanceof Long one && second instanceof Long other) {
      return one.longValue() == other.longValue();
    }
    return !isNaN(first) && !isNaN(second) && order(first, second) == 0;
  }

  /**
   * Compares two numbers.
   *
   * @throws CelFailure when one is not a number
   */
  static int compare(Number first, Number second) {
    if (isNaN(first) || isNaN(second)) {
      throw new CelFailure("NaN values cannot be ordered");
    }
    return order(first, second);
  }

  private static int order(Number first, Number second) {
    return switch (first) {
      case Double one -> orderDouble(one, second);
      case UnsignedLong one -> orderUnsigned(one, second);
      default ->
          switch (second) {
            case Double other -> -compareLong(other, first.longValue());
            case UnsignedLong other -> -compareUnsigned(other, first.longValue());
            default -> Long.compare(first.longValue(), second.longValue());
          };
    };
  }

  private static int orderDouble(double first, Number second) {
    return switch (second) {
      case Double other -> first < other ? -1 : first > other ? 1 : 0;
      case UnsignedLong other -> compareUnsigned(first, other);
      default -> compareLong(first, second.longValue());
    };
  }

  private static int orderUnsigned(UnsignedLong first, Number second) {
    return switch (second) {
      case Double other -> -compareUnsigned(other, first);
      case UnsignedLong other -> first.compareTo(other);
      default -> compareUnsigned(first, second.longValue());
    };
  }

  private static int compareUnsigned(UnsignedLong first, long second) {
    return second < 0 ? 1 : Long.compareUnsigned(first.longValue(), second);
  }

  private static int compareUnsigned(double first, UnsignedLong second) {
    if (first < 0) {
      return -1;
    }
    return first >= BEYOND_UNSIGNED ? 1 : Double.compare(first + 0.0, second.doubleValue());
  }

  private static int compareLong(double first, long second) {
    if (first < -BEYOND_LONG) {
      return -1;
    }
    return first > BEYOND_LONG ? 1 : Double.compare(first + 0.0, second);
  }

  /** A floating point number as {@code string()} gives it: {@code 3}, {@code 1e+20}. */
  public static String text(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal exact = shortest(number);
    int exponent = exact.precision() - exact.scale() - 1;
    return exponent < SMALL || exponent >= LARGE
        ? scientific(exact, exponent)
        : exact.toPlainString();
  }

  /** The shortest decimal number that is nearest to it. */
  private static BigDecimal shortest(double number) {
    return Math.abs(number) == Double.MIN_VALUE
        ? new BigDecimal("5e-324").multiply(BigDecimal.valueOf((long) Math.signum(number)))
        : new BigDecimal(Double.toString(number)).stripTrailingZeros();
  }

  private static String scientific(BigDecimal exact, int exponent) {
    String digits = exact.unscaledValue().abs().toString();
    StringBuilder text = new StringBuilder(exact.signum() < 0 ? "-" : "");
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    int size = Math.abs(exponent);
    return text.append('e')
        .append(exponent < 0 ? '-' : '+')
        .append(size < 10 ? "0" : "")
        .append(size)
        .toString();
  }

  /** A span of time as {@code string()} gives it, in seconds: {@code 5400s}, {@code 1.5s}. */
  public static String text(Duration duration) {
    long whole = duration.getSeconds();
    int rest = duration.getNano();
    if (whole < 0 && rest > 0) {
      whole++;
      rest -= NANOS;
    }
    double seconds = whole + rest / (double) NANOS;
    return (seconds == 0 ? "0" : shortest(seconds).toPlainString()) + "s";
  }
}
