package dev.haetae.cel.library;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.OptionalValue;
import dev.haetae.cel.library.TextFormat.Unwritten;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.value.Bounds;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The texts of values in formatted texts. */
final class ValueText {
  private ValueText() {}

  /** A value at the top; one within a list or a map is {@link #within}. */
  static String of(Object value) throws Unwritten {
    return switch (value) {
      case String text -> text;
      case Long number -> number.toString();
      case Boolean flag -> flag.toString();
      case Double number -> GoText.number(number);
      case UnsignedLong number -> number.toString();
      case CelByteString bytes -> text(bytes);
      case NullValue _ -> "null";
      case Duration duration -> GoText.duration(duration);
      case TypeType type -> type.containingTypeName();
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> {
        if (type(value).equals("google.protobuf.Timestamp")) {
          yield value.toString();
        }
        throw new Unwritten(
            "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists,"
                + " types, durations, and timestamps, was given "
                + type(value));
      }
    };
  }

  private static String within(Object value) throws Unwritten {
    return switch (value) {
      case String text -> GoText.quote(text);
      case Double number when Double.isFinite(number) -> GoText.fixed(number, 6);
      case Double number -> GoText.quote(GoText.number(number));
      case CelByteString bytes -> "b" + GoText.quote(text(bytes));
      case Duration duration -> "duration(" + GoText.quote(GoText.duration(duration)) + ")";
      default -> {
        String type = type(value);
        if (type.equals("google.protobuf.Timestamp")) {
          yield "timestamp(" + GoText.quote(of(value)) + ")";
        }
        if (!isWritten(value)) {
          throw new Unwritten("no formatting function for " + type);
        }
        yield of(value);
      }
    };
  }

  private static boolean isWritten(Object value) {
    return switch (value) {
      case NullValue _ -> true;
      case List<?> _ -> true;
      case Map<?, ?> _ -> true;
      case TypeType _ -> true;
      case CelValue _ -> false;
      case Optional<?> _ -> false;
      default -> true;
    };
  }

  private static String text(CelByteString bytes) throws Unwritten {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      throw new Unwritten(
          "could not convert argument \"invalid UTF-8 in bytes, cannot convert to string\" to"
              + " string");
    }
  }

  private static String list(List<?> list) throws Unwritten {
    StringBuilder out = new StringBuilder("[");
    for (Object value : list) {
      out.append(out.length() == 1 ? "" : ", ").append(within(value));
      Bounds.demandText(out.length());
    }
    return out.append(']').toString();
  }

  private static String map(Map<?, ?> map) throws Unwritten {
    List<String[]> entries = new ArrayList<>();
    long length = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      boolean written =
          key instanceof String
              || key instanceof Boolean
              || key instanceof Long
              || key instanceof UnsignedLong;
      if (!written) {
        throw new Unwritten("no formatting function for map key of type " + type(key));
      }
      String[] texts = {within(key), within(entry.getValue())};
      length += texts[0].length() + texts[1].length();
      Bounds.demandText(length);
      entries.add(texts);
    }
    entries.sort((a, b) -> GoText.compare(a[0], b[0]));
    StringBuilder out = new StringBuilder("{");
    for (String[] entry : entries) {
      out.append(out.length() == 1 ? "" : ", ").append(entry[0]).append(':').append(entry[1]);
    }
    return out.append('}').toString();
  }

  static String decimal(Object value) throws Unwritten {
    if (value instanceof Long || value instanceof UnsignedLong) {
      return value.toString();
    }
    throw new Unwritten("decimal clause can only be used on integers, was given " + type(value));
  }

  static String binary(Object value) throws Unwritten {
    return switch (value) {
      case Long number -> Long.toString(number, 2);
      case UnsignedLong number -> number.toString(2);
      case Boolean flag -> flag ? "1" : "0";
      default ->
          throw new Unwritten(
              "only integers and bools can be formatted as binary, was given " + type(value));
    };
  }

  static String octal(Object value) throws Unwritten {
    return switch (value) {
      case Long number -> Long.toString(number, 8);
      case UnsignedLong number -> number.toString(8);
      default ->
          throw new Unwritten(
              "octal clause can only be used on integers, was given " + type(value));
    };
  }

  static String hexadecimal(Object value, boolean upper) throws Unwritten {
    HexFormat hex = upper ? HexFormat.of().withUpperCase() : HexFormat.of();
    String lower =
        switch (value) {
          case Long number -> Long.toString(number, 16);
          case UnsignedLong number -> number.toString(16);
          case String text -> hex.formatHex(text.getBytes(StandardCharsets.UTF_8));
          case CelByteString bytes -> hex.formatHex(bytes.toByteArray());
          default ->
              throw new Unwritten(
                  "only integers, byte buffers, and strings can be formatted as hex, was given "
                      + type(value));
        };
    return upper ? lower.toUpperCase(java.util.Locale.ROOT) : lower;
  }

  /** The name of a value's type. */
  static String type(Object value) {
    return switch (value) {
      case String _ -> "string";
      case Long _ -> "int";
      case Boolean _ -> "bool";
      case Double _ -> "double";
      case UnsignedLong _ -> "uint";
      case CelByteString _ -> "bytes";
      case NullValue _ -> "null_type";
      case Duration _ -> "google.protobuf.Duration";
      case TypeType _ -> "type";
      case List<?> _ -> "list";
      case Map<?, ?> _ -> "map";
      case Optional<?> _ -> "optional_type";
      case OptionalValue<?, ?> _ -> "optional_type";
      case CelValue other -> other.celType().name();
      default -> value.getClass().getSimpleName();
    };
  }
}
