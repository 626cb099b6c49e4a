package dev.haetae.cel.standard;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.TimeValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The functions that turn a value into one of another type. */
public final class Conversions {
  private static final double BEYOND_LONG = 0x1p63;
  private static final double BEYOND_UNSIGNED = 0x1p64;

  private static final Map<String, Function<Object, Object>> BY_NAME =
      Map.of(
          "int", Conversions::toInt,
          "uint", Conversions::toUint,
          "double", Conversions::toDouble,
          "string", Conversions::toText,
          "bool", Conversions::toBool,
          "bytes", Conversions::toBytes,
          "timestamp", Conversions::toTime,
          "duration", Conversions::toSpan);

  private Conversions() {}

  /**
   * What a conversion gives; null when there is no such conversion.
   *
   * @throws CelFailure when the value has none
   */
  public static @Nullable Object convert(String function, Object value) {
    Function<Object, Object> conversion = BY_NAME.get(function);
    return conversion == null ? null : conversion.apply(value);
  }

  @SuppressWarnings("Immutable") // Conversions hold nothing.
  static List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> all = new ArrayList<>();
    BY_NAME.forEach((name, body) -> {
      if (!name.equals("string")) {
        all.add(CelFunctionBinding.from(name, Object.class, body::apply));
      }
    });
    return all;
  }

  private static List<CelFunctionBinding> textOverloads(Class<?>... types) {
    List<CelFunctionBinding> overloads = new ArrayList<>();
    for (Class<?> type : types) {
      overloads.add(
          CelFunctionBinding.from(
              "to_string_" + type.getSimpleName(), type, value -> toText((Object) value)));
    }
    return overloads;
  }

  static List<CelFunctionBinding> texts() {
    return textOverloads(
        String.class,
        Number.class,
        Boolean.class,
        CelByteString.class,
        TimeValue.class,
        Duration.class,
        NullValue.class,
        List.class,
        Map.class,
        Optional.class);
  }

  private static CelFailure failure(String from, String to) {
    return new CelFailure("type conversion error from '" + from + "' to '" + to + "'");
  }

  private static Object toInt(Object value) {
    return switch (value) {
      case Long number -> number;
      case UnsignedLong number when number.longValue() >= 0 -> number.longValue();
      case Double number when number > -BEYOND_LONG && number < BEYOND_LONG -> number.longValue();
      case UnsignedLong _, Double _ -> throw Wholes.overflow();
      case TimeValue time -> time.instant().getEpochSecond();
      case Duration duration -> duration.toNanos();
      case String text -> {
        try {
          yield Long.parseLong(text);
        } catch (NumberFormatException _) {
          throw failure("string", "int");
        }
      }
      default -> throw NoOverload.of("int", value);
    };
  }

  private static Object toUint(Object value) {
    return switch (value) {
      case UnsignedLong number -> number;
      case Long number when number >= 0 -> UnsignedLong.fromLongBits(number);
      case Double number when number > -1 && number < BEYOND_UNSIGNED && !(number < 0) ->
          UnsignedLong.fromLongBits(
              number >= BEYOND_LONG
                  ? (long) (number - BEYOND_LONG) + Long.MIN_VALUE
                  : number.longValue());
      case Long _, Double _ -> throw Wholes.unsignedOverflow();
      case String text -> {
        try {
          yield UnsignedLong.fromLongBits(
              Long.parseUnsignedLong(text.startsWith("+") ? "x" : text));
        } catch (NumberFormatException _) {
          throw failure("string", "uint");
        }
      }
      default -> throw NoOverload.of("uint", value);
    };
  }

  private static Object toDouble(Object value) {
    return switch (value) {
      case Double number -> number;
      case Long number -> number.doubleValue();
      case UnsignedLong number -> number.doubleValue();
      case String text -> {
        Double number = DoubleTexts.read(text);
        if (number == null) {
          throw failure("string", "double");
        }
        yield number;
      }
      default -> throw NoOverload.of("double", value);
    };
  }

  private static Object toBool(Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case String text ->
          switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw failure("string", "bool");
          };
      default -> throw NoOverload.of("bool", value);
    };
  }

  private static Object toBytes(Object value) {
    return switch (value) {
      case CelByteString bytes -> bytes;
      case String text -> CelByteString.of(text.getBytes(StandardCharsets.UTF_8));
      default -> throw NoOverload.of("bytes", value);
    };
  }

  private static Object toText(Object value) {
    return switch (value) {
      case String text -> text;
      case Double number -> GoText.number(number);
      case Long number -> number.toString();
      case UnsignedLong number -> number.toString();
      case Boolean flag -> flag.toString();
      case TimeValue time -> time.toString();
      case Duration duration -> GoText.duration(duration);
      case CelByteString bytes -> {
        try {
          yield StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
        } catch (CharacterCodingException _) {
          throw new CelFailure("invalid UTF-8 in bytes, cannot convert to string");
        }
      }
      default -> throw NoOverload.of("string", value);
    };
  }

  private static Object toTime(Object value) {
    return switch (value) {
      case TimeValue time -> time;
      case Long seconds when Times.isTime(seconds) -> TimeValue.of(Instant.ofEpochSecond(seconds));
      case Long _ -> throw Times.overflow();
      case String text -> {
        TimeValue time = TimeTexts.time(text);
        if (time == null) {
          throw failure("string", "google.protobuf.Timestamp");
        }
        yield time;
      }
      default -> throw NoOverload.of("timestamp", value);
    };
  }

  private static Object toSpan(Object value) {
    return switch (value) {
      case Duration duration -> duration;
      case Long _ -> throw failure("int", "google.protobuf.Duration");
      case String text -> {
        Duration duration = TimeTexts.span(text);
        if (duration == null) {
          throw failure("string", "google.protobuf.Duration");
        }
        yield duration;
      }
      default -> throw NoOverload.of("duration", value);
    };
  }
}
