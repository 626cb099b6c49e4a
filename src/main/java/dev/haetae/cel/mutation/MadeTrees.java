package dev.haetae.cel.mutation;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.OptionalValue;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.TreeList;
import dev.haetae.cel.value.TreeObject;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trees of what one mutation has made. They are written out in full where expressions share
 * their parts, so they have a budget; used by one thread.
 *
 * <p>Mirrors {@code ConvertToNative} of the values of {@code pkg/cel/mutation/dynamic/objects.go}
 * and of cel-go: numbers in the value of a patch are doubles.
 */
public final class MadeTrees {
  /** The size in bytes that a mutation may write: that of the API server's largest request. */
  public static final int MOST_BYTES = 3 << 20;

  /** How deep its values may nest. */
  public static final int MOST_DEPTH = 128;

  private static final long SAFE = (1L << 53) - 1;
  private static final String SERVER_FAILS =
      "JSONPatch value is a list or a map that holds an Object: an API server of 1.36 fails at it"
          + " and gives no answer";

  private int left = MOST_BYTES;

  /**
   * The fields to apply.
   *
   * @throws CelFailure when it has a value for which JSON has no word, or an object under a name
   *     that is not its path's
   */
  public ObjectValue applied(MadeObject object) {
    TypeNames.check(object);
    return object(object, false, 0);
  }

  /**
   * The value of an operation of JSON Patch.
   *
   * @throws CelFailure when JSON has no word for it, and when it makes the API server fail
   */
  public Value operand(Object value) {
    if (value instanceof MadeObject object) {
      TypeNames.check(object);
    } else if (holdsObject(value, 0)) {
      throw new ServerFault(SERVER_FAILS);
    }
    return tree(value, true, 0);
  }

  private Value tree(Object value, boolean patch, int depth) {
    if (depth > MOST_DEPTH) {
      throw new CelFailure("the value nests deeper than " + MOST_DEPTH);
    }
    spend(1);
    return switch (value) {
      case String text -> text(text);
      case Boolean flag -> BooleanValue.of(flag);
      case Long number -> integer(number, patch);
      case UnsignedLong number -> NumberValue.parse(number.toString());
      case Double number -> number(number);
      case TreeObject object -> counted(object.tree(), depth);
      case TreeList list -> counted(list.tree(), depth);
      case MadeObject object -> object(object, patch, depth);
      case NullValue _ -> dev.haetae.resource.tree.NullValue.NULL;
      case OptionalValue<?, ?> optional -> optional(optional, patch, depth);
      case Optional<?> optional when optional.isPresent() -> tree(optional.get(), patch, depth);
      case Map<?, ?> map -> map(map, patch, depth);
      case List<?> list -> list(list, patch, depth);
      case CelByteString bytes when patch ->
          text(Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case Instant time when patch -> text(time.toString());
      case Duration duration when patch -> text(seconds(duration));
      default -> throw new CelFailure("a value of this type could not marshal to JSON");
    };
  }

  private Value text(String text) {
    spend(text.length());
    return new StringValue(text);
  }

  // A double cannot tell larger ones apart, so they are written as text.
  private static Value integer(long number, boolean patch) {
    return patch && (number > SAFE || number < -SAFE)
        ? new StringValue(Long.toString(number))
        : NumberValue.of(number);
  }

  private static Value number(double number) {
    if (!Double.isFinite(number)) {
      throw new CelFailure("a number that is not finite could not marshal to JSON");
    }
    return number == Math.rint(number) && Math.abs(number) < 1e18
        ? NumberValue.of((long) number)
        : NumberValue.parse(new BigDecimal(Double.toString(number)).toPlainString());
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + 's';
  }

  private Value optional(OptionalValue<?, ?> optional, boolean patch, int depth) {
    if (optional.isZeroValue()) {
      throw new CelFailure("optional.none() dereference");
    }
    return tree(optional.value(), patch, depth);
  }

  private ObjectValue object(MadeObject object, boolean patch, int depth) {
    ObjectValue.Builder out = new ObjectValue.Builder(object.fields().size());
    object.fields().forEach((field, value) -> put(out, field, value, patch, depth));
    return out.build();
  }

  private ObjectValue map(Map<?, ?> map, boolean patch, int depth) {
    ObjectValue.Builder out = new ObjectValue.Builder(map.size());
    map.forEach((key, value) -> {
      if (!(key instanceof String) && !patch) {
        throw new CelFailure("invalid return type: *dynamic.ObjectVal");
      }
      put(out, key.toString(), value, patch, depth);
    });
    return out.build();
  }

  private void put(ObjectValue.Builder out, String key, Object value, boolean patch, int depth) {
    spend(key.length());
    out.put(key, tree(value, patch, depth + 1));
  }

  private ArrayValue list(List<?> list, boolean patch, int depth) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (Object element : list) {
      out.add(tree(element, patch, depth + 1));
    }
    return out.build();
  }

  // What was read is bounded, but may be written many times.
  private Value counted(Value tree, int depth) {
    count(tree, depth);
    return tree;
  }

  private void count(Value tree, int depth) {
    if (depth > 2 * MOST_DEPTH) {
      throw new CelFailure("the value nests deeper than " + MOST_DEPTH);
    }
    spend(1);
    switch (tree) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          spend(object.key(i).length());
          count(object.value(i), depth + 1);
        }
      }
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          count(array.get(i), depth + 1);
        }
      }
      case StringValue text -> spend(text.text().length());
      default -> {
        // No more than counted.
      }
    }
  }

  private void spend(int bytes) {
    left -= bytes;
    if (left < 0) {
      throw new CelFailure("the mutation writes more than 3 MiB");
    }
  }

  private boolean holdsObject(Object value, int depth) {
    return switch (value) {
      case TreeObject _, TreeList _ -> false;
      case Map<?, ?> map -> anyObject(map.values(), depth);
      case List<?> list -> anyObject(list, depth);
      default -> false;
    };
  }

  private boolean anyObject(Iterable<?> values, int depth) {
    if (depth > MOST_DEPTH) {
      return false;
    }
    for (Object value : values) {
      spend(1);
      if (value instanceof MadeObject || holdsObject(value, depth + 1)) {
        return true;
      }
    }
    return false;
  }
}
