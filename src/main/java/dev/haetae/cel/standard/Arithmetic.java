package dev.haetae.cel.standard;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.value.Bounds;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.JoinedList;
import dev.haetae.cel.value.TimeValue;
import java.time.Duration;
import java.util.List;

/** The operators that calculate and join. */
final class Arithmetic {
  private Arithmetic() {}

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from("_+_", Object.class, Object.class, Arithmetic::add),
        CelFunctionBinding.from("_-_", Object.class, Object.class, Arithmetic::subtract),
        CelFunctionBinding.from("_*_", Object.class, Object.class, Arithmetic::multiply),
        CelFunctionBinding.from("_/_", Object.class, Object.class, Arithmetic::divide),
        CelFunctionBinding.from("_%_", Object.class, Object.class, Arithmetic::modulo),
        CelFunctionBinding.from("-_", Object.class, Arithmetic::negate),
        CelFunctionBinding.from("!_", Object.class, Arithmetic::not));
  }

  private static Object add(Object first, Object second) {
    return switch (first) {
      case Long one when second instanceof Long other -> Wholes.add(one, other);
      case Double one when second instanceof Double other -> one + other;
      case UnsignedLong one when second instanceof UnsignedLong other -> Wholes.add(one, other);
      case String one when second instanceof String other -> joined(one, other);
      case CelByteString one when second instanceof CelByteString other -> joined(one, other);
      case List<?> one when second instanceof List<?> other -> JoinedList.of(one, other);
      case Duration one when second instanceof Duration other -> Times.add(one, other);
      case Duration one when second instanceof TimeValue other -> Times.add(other, one);
      case TimeValue one when second instanceof Duration other -> Times.add(one, other);
      case Number _, String _, CelByteString _, List<?> _, Duration _, TimeValue _ ->
          throw NoOverload.plain();
      default -> throw NoOverload.ofOperator("_+_", first);
    };
  }

  private static String joined(String one, String other) {
    Bounds.demandText((long) one.length() + other.length());
    return one.concat(other);
  }

  private static CelByteString joined(CelByteString one, CelByteString other) {
    Bounds.demandText((long) one.size() + other.size());
    return one.concat(other);
  }

  private static Object subtract(Object first, Object second) {
    return switch (first) {
      case Long one when second instanceof Long other -> Wholes.subtract(one, other);
      case Double one when second instanceof Double other -> one - other;
      case UnsignedLong one when second instanceof UnsignedLong other ->
          Wholes.subtract(one, other);
      case Duration one when second instanceof Duration other -> Times.subtract(one, other);
      case TimeValue one when second instanceof Duration other -> Times.subtract(one, other);
      case TimeValue one when second instanceof TimeValue other -> Times.between(other, one);
      case Number _, Duration _, TimeValue _ -> throw NoOverload.plain();
      default -> throw NoOverload.ofOperator("_-_", first);
    };
  }

  private static Object multiply(Object first, Object second) {
    return switch (first) {
      case Long one when second instanceof Long other -> Wholes.multiply(one, other);
      case Double one when second instanceof Double other -> one * other;
      case UnsignedLong one when second instanceof UnsignedLong other ->
          Wholes.multiply(one, other);
      case Number _ -> throw NoOverload.plain();
      default -> throw NoOverload.ofOperator("_*_", first);
    };
  }

  private static Object divide(Object first, Object second) {
    return switch (first) {
      case Long one when second instanceof Long other -> Wholes.divide(one, other);
      case Double one when second instanceof Double other -> one / other;
      case UnsignedLong one when second instanceof UnsignedLong other -> {
        if (other.longValue() == 0) {
          throw new CelFailure("division by zero");
        }
        yield one.dividedBy(other);
      }
      case Number _ -> throw NoOverload.plain();
      default -> throw NoOverload.ofOperator("_/_", first);
    };
  }

  private static Object modulo(Object first, Object second) {
    return switch (first) {
      case Long one when second instanceof Long other -> Wholes.modulo(one, other);
      case UnsignedLong one when second instanceof UnsignedLong other -> {
        if (other.longValue() == 0) {
          throw new CelFailure("modulus by zero");
        }
        yield one.mod(other);
      }
      case Long _, UnsignedLong _ -> throw NoOverload.plain();
      default -> throw NoOverload.ofOperator("_%_", first);
    };
  }

  private static Object negate(Object value) {
    return switch (value) {
      case Long number -> Wholes.subtract(0L, number);
      case Double number -> -number;
      case Duration duration -> Times.subtract(Duration.ZERO, duration);
      default -> throw NoOverload.ofOperator("-_", value);
    };
  }

  private static Object not(Object value) {
    if (value instanceof Boolean flag) {
      return !flag;
    }
    throw NoOverload.plain();
  }
}
