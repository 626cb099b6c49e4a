package dev.haetae.cel.standard;

import com.google.common.primitives.UnsignedLong;
import dev.haetae.cel.value.CelFailure;

/** The comparison of numbers of different types. */
public final class Numbers {
  private static final double BEYOND_LONG = 0x1p63;
  private static final double BEYOND_UNSIGNED = 0x1p64;

  private Numbers() {}

  /** Returns whether it is what stands for no number. */
  public static boolean isNaN(Object number) {
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
  public static int compare(Number first, Number second) {
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
    return first > BEYOND_LONG ? 1 : Double.compare(first + 0.0, (double) second);
  }
}
