package dev.haetae.cel.standard;

import com.google.common.primitives.UnsignedLong;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The equality of values, and what is in what. Numbers of different types may be equal. */
public final class Equality {
  private Equality() {}

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from("_==_", Object.class, Object.class, Equality::equal),
        CelFunctionBinding.from("_!=_", Object.class, Object.class, (a, b) -> !equal(a, b)),
        CelFunctionBinding.from("@in", Object.class, Object.class, Equality::in));
  }

  /** Returns whether two values are equal to an expression. */
  public static boolean equal(Object first, Object second) {
    return equal(first, second, null);
  }

  /** Returns whether two values are equal, within a comparison of what holds them, if any. */
  static boolean equal(Object first, Object second, @Nullable Comparison within) {
    return switch (first) {
      case String text -> text.equals(second);
      case Number one -> second instanceof Number other && Numbers.equal(one, other);
      case List<?> list -> second instanceof List<?> other && comparison(within).equal(list, other);
      case Map<?, ?> map ->
          second instanceof Map<?, ?> other && comparison(within).equal(map, other);
      case Optional<?> optional ->
          second instanceof Optional<?> other && comparison(within).equal(optional, other);
      default -> first.equals(second);
    };
  }

  private static Comparison comparison(@Nullable Comparison within) {
    return within == null ? new Comparison() : within;
  }

  /** Returns whether a list has such an element. */
  static boolean contains(List<?> list, Object value) {
    for (Object element : list) {
      if (equal(element, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean in(Object value, Object container) {
    return switch (container) {
      case List<?> list -> contains(list, value);
      case Map<?, ?> map -> get(map, value) != null;
      default -> throw NoOverload.plain();
    };
  }

  /** The value of a key, or of the equal key of another type of number; null when there is none. */
  static @Nullable Object get(Map<?, ?> map, Object key) {
    Object value = map.get(key);
    if (value != null || !(key instanceof Number number)) {
      return value;
    }
    return switch (number) {
      case Long whole when whole >= 0 -> map.get(UnsignedLong.fromLongBits(whole));
      case UnsignedLong whole when whole.longValue() >= 0 -> map.get(whole.longValue());
      case Double real when real == Math.rint(real) -> ofWhole(map, real);
      default -> null;
    };
  }

  private static @Nullable Object ofWhole(Map<?, ?> map, double key) {
    long whole = (long) key;
    if (whole != key) {
      return null;
    }
    Object value = map.get(whole);
    return value == null && whole >= 0 ? map.get(UnsignedLong.fromLongBits(whole)) : value;
  }
}
