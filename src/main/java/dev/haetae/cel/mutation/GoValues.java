package dev.haetae.cel.mutation;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.OpaqueValue;
import dev.haetae.cel.value.TimeValue;
import dev.haetae.simulator.apply.ForeignValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The values of CEL as Go prints those that stand for them in the API server. */
final class GoValues {
  private static final int MOST_SHOWN = 20;

  private GoValues() {}

  /** A value that the API server does not convert. */
  static ForeignValue foreign(Object value) {
    return switch (value) {
      case NullValue _ -> new ForeignValue("NULL_VALUE", "structpb.NullValue", "0");
      case UnsignedLong number ->
          new ForeignValue(
              number.toString(), "uint64", "0x" + Long.toHexString(number.longValue()));
      case CelByteString bytes -> bytes(bytes);
      case Duration time ->
          new ForeignValue(seconds(time), "time.Duration", Long.toString(time.toNanos()));
      case TimeValue time -> new ForeignValue(time.toString(), "time.Time", time.toString());
      case List<?> _ -> new ForeignValue(plain(value, 0), "[]ref.Val", plain(value, 0));
      case Map<?, ?> _ -> new ForeignValue(plain(value, 0), "map[ref.Val]ref.Val", plain(value, 0));
      case OpaqueValue opaque -> opaque(opaque);
      default -> new ForeignValue(value.toString(), "ref.Val", value.toString());
    };
  }

  private static ForeignValue opaque(OpaqueValue opaque) {
    String type = opaque.celType().name();
    String name = type.substring(type.lastIndexOf('.') + 1);
    return new ForeignValue("{" + name + '}', "*resource." + name, "{" + name + '}');
  }

  private static ForeignValue bytes(CelByteString bytes) {
    StringJoiner plain = new StringJoiner(" ", "[", "]");
    StringJoiner literal = new StringJoiner(", ", "[]uint8{", "}");
    byte[] content = bytes.toByteArray();
    for (int i = 0; i < content.length && i < MOST_SHOWN; i++) {
      plain.add(Integer.toString(content[i] & 0xff));
      literal.add("0x" + Integer.toHexString(content[i] & 0xff));
    }
    return new ForeignValue(plain.toString(), "[]uint8", literal.toString());
  }

  /** A span of time as JSON has it: {@code 1.5s}. */
  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + 's';
  }

  private static String plain(Object value, int depth) {
    if (depth > 2) {
      return "…";
    }
    return switch (value) {
      case List<?> list -> {
        StringJoiner out = new StringJoiner(" ", "[", "]");
        list.stream().limit(MOST_SHOWN).forEach(element -> out.add(plain(element, depth + 1)));
        yield out.toString();
      }
      case Map<?, ?> map -> {
        StringJoiner out = new StringJoiner(" ", "map[", "]");
        map.entrySet().stream()
            .limit(MOST_SHOWN)
            .forEach(entry ->
                out.add(plain(entry.getKey(), depth) + ':' + plain(entry.getValue(), depth + 1)));
        yield out.toString();
      }
      case MadeObject object -> plain(object.fields(), depth + 1);
      default -> value.toString();
    };
  }
}
