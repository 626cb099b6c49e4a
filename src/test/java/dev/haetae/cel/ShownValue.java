package dev.haetae.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.value.TimeValue;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The text by which tables of tests name a value of CEL. */
final class ShownValue {
  private ShownValue() {}

  static String of(Object value) {
    return switch (value) {
      case Optional<?> optional ->
          optional.map(present -> "some(" + of(present) + ")").orElse("none");
      case String text -> quoted(text);
      case NullValue _ -> "null";
      case Long number -> number.toString();
      case Boolean flag -> flag.toString();
      case UnsignedLong number -> number + "u";
      case Double number -> GoText.number(number) + "d";
      case CelByteString bytes -> "b" + HexFormat.of().formatHex(bytes.toByteArray());
      case Duration duration -> GoText.duration(duration);
      case TypeType type -> "type " + name(type.type());
      case Map<?, ?> map ->
          "{"
              + String.join(
                  ",",
                  map.entrySet().stream()
                      .map(entry -> of(entry.getKey()) + ":" + of(entry.getValue()))
                      .sorted()
                      .toList())
              + "}";
      case List<?> list -> "[" + String.join(",", list.stream().map(ShownValue::of).toList()) + "]";
      case TimeValue time -> time.toString();
      case CelValue other -> "<" + other.celType().name() + ">";
      default -> value.toString();
    };
  }

  private static String name(CelType type) {
    return switch (type.kind()) {
      case NULL_TYPE -> "null_type";
      case DYN -> "type";
      default -> type.name();
    };
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + "\"";
  }
}
