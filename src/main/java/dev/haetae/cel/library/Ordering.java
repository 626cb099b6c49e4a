package dev.haetae.cel.library;

import dev.cel.common.values.CelByteString;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.standard.Numbers;
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
    if (a instanceof Number x && b instanceof Number y) {
      return numbers(x, y);
    }
    if (a instanceof CelByteString x && b instanceof CelByteString y) {
      return Integer.signum(Arrays.compareUnsigned(x.toByteArray(), y.toByteArray()));
    }
    return a instanceof Comparable x && a.getClass() == b.getClass()
        ? Integer.signum(x.compareTo(b))
        : NONE;
  }

  private static int numbers(Number a, Number b) {
    return Numbers.isNaN(a) || Numbers.isNaN(b) ? NONE : Numbers.compare(a, b);
  }
}
