package dev.haetae.cel.standard;

import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.value.TimeValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The order of values. */
final class Ordering {
  private Ordering() {}

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from(
            "_<_", Object.class, Object.class, (a, b) -> compare("_<_", a, b) < 0),
        CelFunctionBinding.from(
            "_<=_", Object.class, Object.class, (a, b) -> compare("_<=_", a, b) <= 0),
        CelFunctionBinding.from(
            "_>_", Object.class, Object.class, (a, b) -> compare("_>_", a, b) > 0),
        CelFunctionBinding.from(
            "_>=_", Object.class, Object.class, (a, b) -> compare("_>=_", a, b) >= 0));
  }

  static boolean isOrdered(Object value) {
    return switch (value) {
      case Number _, String _, Boolean _, CelByteString _, TimeValue _, Duration _ -> true;
      default -> false;
    };
  }

  static int compare(String function, Object first, Object second) {
    if (first instanceof Number one && second instanceof Number other) {
      return Numbers.compare(one, other);
    }
    if (first instanceof String one && second instanceof String other) {
      return GoText.compare(one, other);
    }
    if (first instanceof Boolean one && second instanceof Boolean other) {
      return Boolean.compare(one, other);
    }
    if (first instanceof Duration one && second instanceof Duration other) {
      return one.compareTo(other);
    }
    if (first instanceof TimeValue one && second instanceof TimeValue other) {
      return one.compareTo(other);
    }
    if (first instanceof CelByteString one && second instanceof CelByteString other) {
      return Arrays.compareUnsigned(one.toByteArray(), other.toByteArray());
    }
    throw isOrdered(first) ? NoOverload.plain() : NoOverload.of(function);
  }
}
