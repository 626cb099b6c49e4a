package dev.haetae.cel.standard;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.SelectableValue;
import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.value.CelFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The functions that look into lists and maps, and those of values that may not be there. */
final class Selection {
  private Selection() {}

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from("_[_]", Object.class, Object.class, Selection::index),
        CelFunctionBinding.from("_[?_]", Object.class, Object.class, Selection::find),
        CelFunctionBinding.from(
            StandardLibrary.OPTIONAL_FIELD, Object.class, Object.class, Selection::field),
        CelFunctionBinding.from("size", Object.class, Selection::size),
        CelFunctionBinding.from("optional.of", Object.class, Optional::of),
        CelFunctionBinding.from("optional.none", List.of(), _ -> Optional.empty()),
        CelFunctionBinding.from("optional.ofNonZeroValue", Object.class, Selection::ofNonZero),
        CelFunctionBinding.from("optional.unwrap", Object.class, Selection::unwrap),
        CelFunctionBinding.from("unwrapOpt", Object.class, Selection::unwrap),
        CelFunctionBinding.from("value", Object.class, Selection::value),
        CelFunctionBinding.from("hasValue", Object.class, value -> optional(value).isPresent()),
        CelFunctionBinding.from("first", Object.class, Selection::first),
        CelFunctionBinding.from("last", Object.class, Selection::last));
  }

  private static Object index(Object container, Object key) {
    if (container instanceof Optional<?> optional) {
      return optional.isPresent() ? find(optional.get(), key) : optional;
    }
    Object value = at(container, key);
    if (value != null) {
      return value;
    }
    if (container instanceof List<?>) {
      throw new CelFailure("index out of bounds: " + shown(key));
    }
    throw new CelFailure("no such key: " + shown(key));
  }

  private static Object find(Object container, Object key) {
    if (container instanceof Optional<?> optional) {
      return optional.isPresent() ? find(optional.get(), key) : optional;
    }
    return Optional.ofNullable(at(container, key));
  }

  private static Optional<?> field(Object container, Object name) {
    return switch (container) {
      case Optional<?> optional -> optional.isPresent() ? field(optional.get(), name) : optional;
      case Map<?, ?> map -> ofField(map.get(name));
      case SelectableValue<?> object -> ofField(selected(object, name));
      default -> Optional.empty();
    };
  }

  @SuppressWarnings("unchecked") // All are selected from by names.
  private static @Nullable Object selected(SelectableValue<?> object, Object name) {
    return ((SelectableValue<Object>) object).find(name).orElse(null);
  }

  private static Optional<?> ofField(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional : Optional.ofNullable(value);
  }

  private static @Nullable Object at(Object container, Object key) {
    return switch (container) {
      case Map<?, ?> map -> Equality.get(map, key);
      case List<?> list -> {
        long position = position(key);
        yield position < 0 || position >= list.size() ? null : list.get((int) position);
      }
      default -> null;
    };
  }

  private static long position(Object key) {
    return switch (key) {
      case Long number -> number;
      case UnsignedLong number -> number.longValue();
      case Double number when number == Math.rint(number) -> number.longValue();
      case Double _ -> throw new CelFailure("unsupported index value " + shown(key) + " in list");
      default ->
          throw new CelFailure("unsupported index type '" + NoOverload.type(key) + "' in list");
    };
  }

  private static String shown(Object key) {
    return key instanceof Double number ? GoText.number(number) : String.valueOf(key);
  }

  private static Object size(Object value) {
    return switch (value) {
      case String text -> (long) text.codePointCount(0, text.length());
      case List<?> list -> (long) list.size();
      case Map<?, ?> map -> (long) map.size();
      case CelByteString bytes -> (long) bytes.size();
      default -> throw NoOverload.of("size");
    };
  }

  private static Optional<?> optional(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional;
    }
    throw NoOverload.plain();
  }

  private static Object value(Object value) {
    Optional<?> optional = optional(value);
    if (optional.isEmpty()) {
      throw new CelFailure("optional.none() dereference");
    }
    return optional.get();
  }

  private static Object ofNonZero(Object value) {
    boolean zero =
        switch (value) {
          case String text -> text.isEmpty();
          case Number number -> number.doubleValue() == 0;
          case Boolean flag -> !flag;
          case List<?> list -> list.isEmpty();
          case Map<?, ?> map -> map.isEmpty();
          case CelByteString bytes -> bytes.isEmpty();
          case java.time.Duration duration -> duration.isZero();
          case NullValue _ -> true;
          case CelValue other -> other.isZeroValue();
          case Optional<?> optional -> optional.isEmpty();
          default -> false;
        };
    return zero ? Optional.empty() : Optional.of(value);
  }

  private static Object unwrap(Object value) {
    List<Object> present = new ArrayList<>();
    for (Object element : Lists.list(value)) {
      optional(element).ifPresent(present::add);
    }
    return present;
  }

  private static Object first(Object value) {
    List<?> list = Lists.list(value);
    return list.isEmpty() ? Optional.empty() : Optional.of(list.getFirst());
  }

  private static Object last(Object value) {
    List<?> list = Lists.list(value);
    return list.isEmpty() ? Optional.empty() : Optional.of(list.getLast());
  }
}
