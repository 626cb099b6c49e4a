package dev.haetae.cel.standard;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.TimeValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The failures of functions that are called with what they are not for. */
public final class NoOverload {
  private NoOverload() {}

  /** A failure that names nothing. */
  public static CelFailure plain() {
    return new CelFailure("no such overload");
  }

  /** A failure that names the function. */
  public static CelFailure of(String function) {
    return new CelFailure("no such overload: " + function);
  }

  /** A failure of an operator; it is named unless its first argument takes all calls. */
  static CelFailure ofOperator(String operator, Object first) {
    return switch (first) {
      case String _, TimeValue _, Duration _ -> plain();
      default -> of(operator);
    };
  }

  /** A failure that names the function and the types of its arguments. */
  public static CelFailure of(String function, Object... arguments) {
    StringJoiner types = new StringJoiner(", ", "no such overload: " + function + "(", ")");
    for (Object argument : arguments) {
      types.add(type(argument));
    }
    return new CelFailure(types.toString());
  }

  /** The name of the type of a value. */
  public static String type(Object value) {
    return switch (value) {
      case String _ -> "string";
      case Long _ -> "int";
      case UnsignedLong _ -> "uint";
      case Double _ -> "double";
      case Boolean _ -> "bool";
      case NullValue _ -> "null_type";
      case CelByteString _ -> "bytes";
      case Duration _ -> "google.protobuf.Duration";
      case TypeType _ -> "type";
      case Optional<?> _ -> "optional_type";
      case List<?> _ -> "list";
      case Map<?, ?> _ -> "map";
      case CelValue other -> other.celType().name();
      default -> value.getClass().getSimpleName();
    };
  }
}
