package dev.haetae.cel.value;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.OptionalValue;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way of values between the resource tree and CEL, in both directions. */
public final class TreeValues {
  private TreeValues() {}

  /**
   * The value that an expression sees: strings, numbers and truth values as Java's, objects and
   * arrays as views of the tree.
   *
   * @param root the name of the variable that holds it, such as {@code object}
   */
  public static Object root(Value value, String root) {
    return of(value, null, root, Place.KEY);
  }

  /**
   * The value that an expression sees of an object of which only some fields are known.
   *
   * @param root the name of the variable that holds it
   * @param levels how far down fields may be missing: 1 for those of the object itself
   * @param unknown makes what is thrown of the name of a field, {@code namespaceObject.spec}
   */
  public static Object partial(
      ObjectValue known, String root, int levels, Function<String, RuntimeException> unknown) {
    return new PartialObject(known, null, root, levels, unknown);
  }

  /** The value that an expression sees, of which it is not known where it stands. */
  public static Object of(Value value) {
    return of(value, null, "", Place.KEY);
  }

  static Object of(Value value, @Nullable Place parent, String key, int index) {
    return switch (value) {
      case StringValue text -> text.text();
      case ObjectValue object -> new TreeObject(object, parent, key, index);
      case ArrayValue array -> new TreeList(array, parent, key, index);
      case BooleanValue flag -> flag == BooleanValue.TRUE;
      case NumberValue number when number.isInteger() -> number.integer();
      case NumberValue number -> number(number.literal());
      case NullValue _ -> dev.cel.common.values.NullValue.NULL_VALUE;
    };
  }

  /** A number that is not a whole one of a few digits. */
  private static Object number(String literal) {
    boolean whole = true;
    for (int i = 0; i < literal.length() && whole; i++) {
      whole = literal.charAt(i) == '-' || Character.isDigit(literal.charAt(i));
    }
    if (whole) {
      BigInteger exact = new BigInteger(literal);
      if (exact.bitLength() < Long.SIZE) {
        return exact.longValue();
      }
    }
    return Double.parseDouble(literal);
  }

  /**
   * The tree of a value that an expression has made; null for what JSON has no word for, such as a
   * type.
   */
  public static @Nullable Value tree(Object value) {
    return switch (value) {
      case String text -> new StringValue(text);
      case Boolean flag -> BooleanValue.of(flag);
      case Long number -> NumberValue.of(number);
      case Integer number -> NumberValue.of(number);
      case UnsignedLong number -> NumberValue.parse(number.toString());
      case Double number when Double.isFinite(number) ->
          NumberValue.parse(new BigDecimal(number.toString()).toPlainString());
      case TimeValue time -> new StringValue(time.toString());
      case TreeObject object -> object.tree();
      case TreeList list -> list.tree();
      case dev.cel.common.values.NullValue _ -> NullValue.NULL;
      case OptionalValue<?, ?> optional -> optional.isZeroValue() ? null : tree(optional.value());
      case Optional<?> optional -> optional.isPresent() ? tree(optional.get()) : null;
      case Map<?, ?> map -> object(map);
      case List<?> list -> array(list);
      default -> null;
    };
  }

  private static @Nullable Value object(Map<?, ?> map) {
    ObjectValue.Builder out = new ObjectValue.Builder(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Value value = tree(entry.getValue());
      if (!(entry.getKey() instanceof String key) || value == null) {
        return null;
      }
      out.put(key, value);
    }
    return out.build();
  }

  private static @Nullable Value array(List<?> list) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (Object element : list) {
      Value value = tree(element);
      if (value == null) {
        return null;
      }
      out.add(value);
    }
    return out.build();
  }
}
