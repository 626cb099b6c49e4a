package dev.haetae.cel.library;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.value.CelFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** The library of lists: {@code [3, 1].min()}, {@code ['a'].indexOf('a')}. */
final class Lists {
  private static final String OVERFLOW = "integer overflow";
  private static final String NONE = "no such overload";
  private static final Map<String, Kind<?>> COMPARABLE =
      ordered(
          Map.entry("int", Kind.INT),
          Map.entry("uint", Kind.UINT),
          Map.entry("double", Kind.DOUBLE),
          Map.entry("bool", Kind.BOOL),
          Map.entry("duration", Kind.DURATION),
          Map.entry("timestamp", Kind.TIMESTAMP),
          Map.entry("string", Kind.STRING),
          Map.entry("bytes", Kind.BYTES));
  private static final List<Object> ZEROS = List.of(0L, UnsignedLong.ZERO, 0.0, Duration.ZERO);

  private Lists() {}

  @SafeVarargs
  private static <T> Map<String, T> ordered(Map.Entry<String, ? extends T>... entries) {
    Map<String, T> map = new LinkedHashMap<>();
    for (Map.Entry<String, ? extends T> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return Collections.unmodifiableMap(map);
  }

  /** The library, with the equality of expressions. */
  @SuppressWarnings("Immutable") // An equality is.
  static CelLibrary library(BiPredicate<Object, Object> equal) {
    Functions functions = new Functions();
    COMPARABLE.forEach((name, kind) -> addComparisons(functions, name, kind));
    addSum(functions, "int", Kind.INT, 0L);
    addSum(functions, "uint", Kind.UINT, UnsignedLong.ZERO);
    addSum(functions, "double", Kind.DOUBLE, 0.0);
    addSum(functions, "duration", Kind.DURATION, Duration.ZERO);
    TypeParamType any = TypeParamType.create("A");
    Kind<?> list = new Kind<>(ListType.create(any), List.class);
    return functions
        .member(
            "indexOf",
            "list_a_index_of_int",
            Kind.INT,
            arguments -> first((List<?>) arguments[0], arguments[1], equal),
            list,
            Kind.of(any))
        .member(
            "lastIndexOf",
            "list_a_last_index_of_int",
            Kind.INT,
            arguments -> last((List<?>) arguments[0], arguments[1], equal),
            list,
            Kind.of(any))
        .library();
  }

  @SuppressWarnings("Immutable") // Zeros are.
  private static <T> void addSum(Functions functions, String name, Kind<T> kind, T zero) {
    functions.member(
        "sum",
        "list_" + name + "_sum_" + name,
        kind,
        Kind.list(kind.type()),
        list -> sum(list, zero));
  }

  private static void addComparisons(Functions functions, String name, Kind<?> kind) {
    @SuppressWarnings("rawtypes") // Classes know no type arguments.
    Kind<List> list = Kind.list(kind.type());
    functions
        .member(
            "isSorted",
            "list_" + name + "_is_sorted_bool",
            Kind.BOOL,
            list,
            values -> isSorted(values))
        .member(
            "max",
            "list_" + name + "_max_" + name,
            kind,
            list,
            values -> extreme(values, "max", -1))
        .member(
            "min",
            "list_" + name + "_min_" + name,
            kind,
            list,
            values -> extreme(values, "min", 1));
  }

  private static boolean isSorted(List<?> list) {
    Object before = null;
    for (Object value : list) {
      Ordering.demand(value);
      if (before != null && Ordering.compare(before, value) == 1) {
        return false;
      }
      before = value;
    }
    return true;
  }

  // Whatever cannot be compared with the first is passed over, as the API server does.
  private static Object extreme(List<?> list, String name, int preferred) {
    Object found = null;
    for (Object value : list) {
      Ordering.demand(value);
      if (found == null || Ordering.compare(found, value) == preferred) {
        found = value;
      }
    }
    if (found == null) {
      throw new CelFailure(name + " called on empty list");
    }
    return found;
  }

  private static Object sum(List<?> list, Object zero) {
    Object sum = list.isEmpty() ? zero : start(list.get(0), zero);
    for (Object value : list) {
      sum = plus(sum, value);
    }
    return sum;
  }

  // Of a list whose type is not known, the first of its values tells.
  private static Object start(Object first, Object zero) {
    if (first.getClass() == zero.getClass()) {
      return zero;
    }
    return ZEROS.stream()
        .filter(other -> other.getClass() == first.getClass())
        .findFirst()
        .orElseThrow(() -> new CelFailure(NONE + ": sum(list)"));
  }

  private static Object plus(Object sum, Object value) {
    try {
      if (sum instanceof Long a && value instanceof Long b) {
        return Math.addExact(a, b);
      }
      if (sum instanceof Double a && value instanceof Double b) {
        return a + b;
      }
      if (sum instanceof Duration a && value instanceof Duration b) {
        return Duration.ofNanos(Math.addExact(a.toNanos(), b.toNanos()));
      }
    } catch (ArithmeticException _) {
      throw new CelFailure(OVERFLOW);
    }
    if (sum instanceof UnsignedLong a && value instanceof UnsignedLong b) {
      UnsignedLong total = a.plus(b);
      if (total.compareTo(a) < 0) {
        throw new CelFailure("unsigned integer overflow");
      }
      return total;
    }
    throw new CelFailure(NONE);
  }

  private static long first(List<?> list, Object wanted, BiPredicate<Object, Object> equal) {
    for (int i = 0; i < list.size(); i++) {
      if (equal.test(list.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static long last(List<?> list, Object wanted, BiPredicate<Object, Object> equal) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (equal.test(list.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }
}
