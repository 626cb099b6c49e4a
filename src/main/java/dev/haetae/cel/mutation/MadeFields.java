package dev.haetae.cel.mutation;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.OptionalValue;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.TreeList;
import dev.haetae.cel.value.TreeObject;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.apply.ForeignValue;
import dev.haetae.simulator.apply.ForeignValues;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an object that an expression has made, as the API server converts them: lists and
 * maps of the expression one level deep, what is in them not.
 *
 * <p>Mirrors {@code convertField} of {@code pkg/cel/mutation/dynamic/objects.go}.
 */
public final class MadeFields {
  private final Meter meter;
  private final ForeignValues foreign = new ForeignValues();
  private final ObjectValue tree;

  private MadeFields(MadeObject object, Meter meter) {
    this.meter = meter;
    this.tree = object(object, 0);
  }

  /**
   * The fields of a whole object.
   *
   * @throws CelFailure when an object in it has another name than its place, or it is too large
   */
  public static MadeFields of(MadeObject object) {
    TypeNames.check(object);
    return new MadeFields(object, new Meter());
  }

  static MadeFields of(MadeObject object, Meter meter) {
    return new MadeFields(object, meter);
  }

  /** The fields. */
  public ObjectValue tree() {
    return tree;
  }

  /** What stands in the tree for values that schemas do not take. */
  public ForeignValues foreign() {
    return foreign;
  }

  private ObjectValue object(MadeObject object, int depth) {
    ObjectValue.Builder out = new ObjectValue.Builder(object.fields().size());
    object
        .fields()
        .forEach((field, value) -> {
          meter.spend(field.length(), depth);
          out.put(field, field(field, value, depth + 1));
        });
    return out.build();
  }

  private Value field(String name, Object value, int depth) {
    return switch (value) {
      case TreeObject object -> meter.counted(object.tree(), depth);
      case TreeList list -> meter.counted(list.tree(), depth);
      case Map<?, ?> map -> map(name, map, depth);
      case List<?> list -> list(list, depth);
      default -> value(value, depth);
    };
  }

  private Value map(String name, Map<?, ?> map, int depth) {
    ObjectValue.Builder out = new ObjectValue.Builder(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        String fault =
            "fail to convert field \"" + name + "\": map key '" + entry.getKey() + "' is no string";
        return placeholder(new StringValue(fault), new ForeignValue(fault, "*types.Err", fault));
      }
      meter.spend(key.length(), depth);
      out.put(key, value(entry.getValue(), depth + 1));
    }
    return out.build();
  }

  private Value list(List<?> list, int depth) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (Object element : list) {
      out.add(value(element, depth + 1));
    }
    return out.build();
  }

  private Value value(Object value, int depth) {
    meter.spend(0, depth);
    return switch (value) {
      case String text -> {
        meter.spend(text.length(), depth);
        yield new StringValue(text);
      }
      case Boolean flag -> BooleanValue.of(flag);
      case Long number -> NumberValue.of(number);
      case Double number when Double.isFinite(number) -> JsonValues.number(number);
      case TreeObject object -> meter.counted(object.tree(), depth);
      case TreeList list -> meter.counted(list.tree(), depth);
      case MadeObject object -> object(object, depth);
      case UnsignedLong number ->
          placeholder(NumberValue.parse(number.toString()), GoValues.foreign(value));
      case OptionalValue<?, ?> optional when !optional.isZeroValue() ->
          field("", optional.value(), depth);
      case Optional<?> optional when optional.isPresent() -> field("", optional.get(), depth);
      case OptionalValue<?, ?> _, Optional<?> _ -> NullValue.NULL;
      case CelByteString bytes ->
          placeholder(
              new StringValue(Base64.getEncoder().encodeToString(bytes.toByteArray())),
              GoValues.foreign(value));
      default -> placeholder(new StringValue("?"), GoValues.foreign(value));
    };
  }

  private Value placeholder(Value placeholder, ForeignValue value) {
    foreign.put(placeholder, value);
    return placeholder;
  }

  /**
   * The fields as a value of JSON.
   *
   * @throws CelFailure when JSON has no word for one
   */
  ObjectValue json() {
    for (ForeignValue value : foreign.all()) {
      if (!value.type().equals("uint64") && !value.type().equals("[]uint8")) {
        throw new CelFailure("proto: invalid type: " + value.type());
      }
    }
    return tree;
  }
}
