package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.function.UnaryOperator;

/** Copies of trees with some of their fields changed; what has another type is left as it is. */
public final class Trees {
  private static final StringValue EMPTY = new StringValue("");

  private Trees() {}

  /** Returns whether a change has changed nothing: then there is no copy. */
  @SuppressWarnings("ReferenceEquality")
  public static boolean isSame(Value before, Value after) {
    return before == after;
  }

  /** The object at {@code key}; an empty one when there is none. */
  public static ObjectValue object(ObjectValue parent, String key) {
    return parent.get(key) instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  /** The array at {@code key}; an empty one when there is none. */
  public static ArrayValue array(ObjectValue parent, String key) {
    return parent.get(key) instanceof ArrayValue array ? array : ArrayValue.EMPTY;
  }

  /** The object at {@code index}; an empty one when there is none. */
  public static ObjectValue object(ArrayValue array, int index) {
    return array.get(index) instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  /** Returns whether the truth value at {@code key} is there and true. */
  public static boolean isTrue(ObjectValue object, String key) {
    return object.get(key) == BooleanValue.TRUE;
  }

  /** The whole number at {@code key}; {@code fallback} when there is none. */
  public static long integer(ObjectValue object, String key, long fallback) {
    return object.get(key) instanceof NumberValue number && number.isInteger()
        ? number.integer()
        : fallback;
  }

  /** A copy in which {@code key} has {@code text} unless it has a value already. */
  public static ObjectValue ifAbsent(ObjectValue object, String key, String text) {
    return object.has(key) ? object : with(object, key, text);
  }

  /** A copy in which {@code key} has {@code value} unless it has one already. */
  public static ObjectValue ifAbsent(ObjectValue object, String key, Value value) {
    return object.has(key) ? object : object.with(key, value);
  }

  /** A copy in which {@code key} is {@code text}. */
  public static ObjectValue with(ObjectValue object, String key, String text) {
    return object.with(key, text.isEmpty() ? EMPTY : new StringValue(text));
  }

  /** A copy in which the object at {@code key}, or an empty one, is changed. */
  public static ObjectValue change(
      ObjectValue object, String key, UnaryOperator<ObjectValue> change) {
    ObjectValue before = object(object, key);
    ObjectValue after = change.apply(before);
    return isSame(before, after) ? object : object.with(key, after);
  }

  /** A copy in which each object of the array at {@code key} is changed. */
  public static ObjectValue changeEach(
      ObjectValue object, String key, UnaryOperator<ObjectValue> change) {
    ArrayValue before = array(object, key);
    Value[] after = null;
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) instanceof ObjectValue element) {
        ObjectValue changed = change.apply(element);
        if (!isSame(element, changed)) {
          after = after == null ? elements(before) : after;
          after[i] = changed;
        }
      }
    }
    return after == null ? object : object.with(key, withPositions(before, after));
  }

  private static Value[] elements(ArrayValue array) {
    Value[] elements = new Value[array.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = array.get(i);
    }
    return elements;
  }

  private static ArrayValue withPositions(ArrayValue before, Value[] after) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (int i = 0; i < after.length; i++) {
      out.add(after[i], before.position(i));
    }
    return out.build();
  }

  /** The object with the keys of another that it lacks. */
  public static ObjectValue filled(ObjectValue object, ObjectValue other) {
    ObjectValue.Builder out = null;
    for (int i = 0; i < other.size(); i++) {
      if (!object.has(other.key(i))) {
        out = out == null ? builder(object, other.size()) : out;
        out.put(other.key(i), other.value(i), other.position(i));
      }
    }
    return out == null ? object : out.build();
  }

  /** The object with all keys of another, whose values win. */
  public static ObjectValue overlaid(ObjectValue object, ObjectValue other) {
    if (other.size() == 0) {
      return object;
    }
    ObjectValue.Builder out = builder(object, other.size());
    for (int i = 0; i < other.size(); i++) {
      out.put(other.key(i), other.value(i));
    }
    return out.build();
  }

  private static ObjectValue.Builder builder(ObjectValue object, int more) {
    ObjectValue.Builder out = new ObjectValue.Builder(object.size() + more);
    for (int i = 0; i < object.size(); i++) {
      out.put(object.key(i), object.value(i), object.position(i));
    }
    return out;
  }

  /** A copy with {@code value} at the end of the array at {@code key}. */
  public static ObjectValue append(ObjectValue object, String key, Value value) {
    ArrayValue before = array(object, key);
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (int i = 0; i < before.size(); i++) {
      out.add(before.get(i), before.position(i));
    }
    return object.with(key, out.add(value).build());
  }
}
