package dev.haetae.cel.library;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.value.CelFailure;
import java.util.Arrays;

/** The order of values, across the kinds of numbers. */
final class Ordering {
  /** What comparing gives for values that have no order. */
  static final int NONE = 2;

  private Ordering() {}

  /** Throws for a value that has no order with any. */
  static void demand(Object value) {
    if (!(value instanceof Comparable<?>) && !(value instanceof CelByteString)) {
      throw new CelFailure("no such overload");
    }
  }

  /** -1, 0, 1, or {@link #NONE}. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Both are of one class.
  static int compare(Object a, Object b) {
    if (a instanceof String x && b instanceof String y) {
      return GoText.compare(x, y);
    }
    if (isNumber(a) && isNumber(b)) {
      return numbers(a, b);
    }
    if (a instanceof CelByteString x && b instanceof CelByteString y) {
      return Integer.signum(Arrays.compareUnsigned(x.toByteArray(), y.toByteArray()));
    }
    return a instanceof Comparable x && a.getClass() == b.getClass()
        ? Integer.signum(x.compareTo(b))
        : NONE;
  }

  private static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof UnsignedLong;
  }

  private static int numbers(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof UnsignedLong x && b instanceof UnsignedLong y) {
      return Integer.signum(x.compareTo(y));
    }
    if (a instanceof Double || b instanceof Double) {
      double x = ((Number) a).doubleValue();
      double y = ((Number) b).doubleValue();
      return x < y ? -1 : x > y ? 1 : x == y ? 0 : NONE;
    }
    return new java.math.BigInteger(a.toString()).compareTo(new java.math.BigInteger(b.toString()));
  }
}
