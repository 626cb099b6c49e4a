package dev.haetae.cel.mutation;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.OptionalValue;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.TimeValue;
import dev.haetae.cel.value.TreeList;
import dev.haetae.cel.value.TreeObject;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of operations of JSON Patch as JSON, where all numbers are doubles.
 *
 * <p>Mirrors {@code ConvertToNative} to {@code structpb.Value} of cel-go.
 */
public final class JsonValues {
  private static final BigInteger SAFE = BigInteger.ONE.shiftLeft(53).subtract(BigInteger.ONE);
  private static final double PLAIN_FROM = 1e-6;
  private static final double PLAIN_BELOW = 1e21;

  private final Meter meter;

  /** Values of one patch. */
  public JsonValues(Meter meter) {
    this.meter = meter;
  }

  /**
   * A value as JSON.
   *
   * @throws CelFailure when JSON has no word for it
   * @throws ServerFault when the API server fails at it
   */
  public Value of(Object value) {
    if (value instanceof MadeObject object) {
      TypeNames.check(object);
      return MadeFields.of(object, meter).json();
    }
    return json(value, 0);
  }

  private Value json(Object value, int depth) {
    meter.spend(0, depth);
    return switch (value) {
      case String text -> {
        meter.spend(text.length(), depth);
        yield new StringValue(text);
      }
      case Boolean flag -> BooleanValue.of(flag);
      case Long number -> integer(BigInteger.valueOf(number));
      case UnsignedLong number -> integer(number.bigIntegerValue());
      case Double number when Double.isFinite(number) -> number(number);
      case Double number -> throw new CelFailure(infinite(number));
      case TreeObject object -> meter.counted(object.tree(), depth);
      case TreeList list -> meter.counted(list.tree(), depth);
      case MadeObject _ -> throw new ServerFault();
      case NullValue _ -> dev.haetae.resource.tree.NullValue.NULL;
      case OptionalValue<?, ?> optional when !optional.isZeroValue() ->
          json(optional.value(), depth);
      case Optional<?> optional when optional.isPresent() -> json(optional.get(), depth);
      case OptionalValue<?, ?> _, Optional<?> _ ->
          throw new CelFailure("optional.none() dereference");
      case Map<?, ?> map -> map(map, depth);
      case List<?> list -> list(list, depth);
      case CelByteString bytes ->
          new StringValue(Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case TimeValue time -> new StringValue(time.instant().toString());
      case Duration duration -> new StringValue(GoValues.seconds(duration));
      case TypeType _ -> throw new CelFailure("type conversion not supported for 'type'");
      case CelType _ -> throw new CelFailure("type conversion not supported for 'type'");
      case CelValue other ->
          throw new CelFailure(
              "type conversion error from '" + name(other.celType()) + "' to '*structpb.Value'");
      default -> throw new CelFailure("type conversion error to '*structpb.Value'");
    };
  }

  private static String name(CelType type) {
    return type.name().substring(type.name().lastIndexOf('.') + 1);
  }

  // A double cannot tell larger ones apart, so they are written as text.
  private static Value integer(BigInteger number) {
    return number.abs().compareTo(SAFE) > 0
        ? new StringValue(number.toString())
        : NumberValue.of(number.longValueExact());
  }

  /** A double as Go writes it. */
  static Value number(double number) {
    BigDecimal exact = new BigDecimal(Double.toString(number));
    double size = Math.abs(number);
    if (size == 0 || (size >= PLAIN_FROM && size < PLAIN_BELOW)) {
      BigDecimal stripped = exact.stripTrailingZeros();
      return NumberValue.parse(
          (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString());
    }
    String digits = exact.unscaledValue().abs().toString().replaceAll("0+$", "");
    int exponent = exact.precision() - exact.scale() - 1;
    return NumberValue.parse(
        (number < 0 ? "-" : "")
            + digits.charAt(0)
            + (digits.length() > 1 ? '.' + digits.substring(1) : "")
            + (exponent < 0 ? "e" : "e+")
            + exponent);
  }

  private static String infinite(double number) {
    String word = Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
    return "json: error calling MarshalJSON for type *structpb.Value: proto:"
        + " google.protobuf.Value.number_value: invalid "
        + word
        + " value";
  }

  private ObjectValue map(Map<?, ?> map, int depth) {
    ObjectValue.Builder out = new ObjectValue.Builder(map.size());
    map.forEach((key, value) -> {
      String text = key(key);
      meter.spend(text.length(), depth);
      out.put(text, json(value, depth + 1));
    });
    return out.build();
  }

  private static String key(Object key) {
    return switch (key) {
      case String text -> text;
      case Boolean _ -> throw new CelFailure("type conversion error from bool to 'string'");
      case UnsignedLong _ ->
          throw new CelFailure("unsupported type conversion from 'uint' to string");
      default -> throw new CelFailure("unsupported type conversion from 'int' to string");
    };
  }

  private ArrayValue list(List<?> list, int depth) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (Object element : list) {
      out.add(json(element, depth + 1));
    }
    return out.build();
  }
}
