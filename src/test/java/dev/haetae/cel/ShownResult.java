package dev.haetae.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.StringValue;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The results of expressions as the recorded rows show them. */
final class ShownResult {
  private ShownResult() {}

  static String of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Value(Object value) -> show(value);
      case Outcome.Failure(String message) -> "ERROR " + message;
      case Outcome.Unknown(List<String> names) -> "UNKNOWN " + names;
    };
  }

  private static String show(Object value) {
    return switch (value) {
      case String text -> JsonWriter.toText(new StringValue(text));
      case Double number -> GoText.number(number) + "d";
      case CelByteString bytes -> "b" + HexFormat.of().formatHex(bytes.toByteArray());
      case Duration duration -> GoText.duration(duration);
      case NullValue _ -> "null";
      case UnsignedLong number -> number.toString();
      case Optional<?> optional ->
          optional.isPresent() ? "some(" + show(optional.get()) + ")" : "none";
      case List<?> list ->
          list.stream().map(ShownResult::show).collect(Collectors.joining(",", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> show(entry.getKey()) + ":" + show(entry.getValue()))
              .sorted()
              .collect(Collectors.joining(",", "{", "}"));
      case CelValue other -> "<" + other.celType().name() + ">";
      default -> value.toString();
    };
  }
}
