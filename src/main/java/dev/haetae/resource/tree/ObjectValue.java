package dev.haetae.resource.tree;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object: keys in the order they were written, each once.
 *
 * <p>Small objects are searched one by one, which is faster than hashing for the dozen keys that
 * Kubernetes objects have; beyond {@value #LINEAR} keys an index is built at the first look-up.
 */
public final class ObjectValue extends Value {
  /** The object without keys. */
  public static final ObjectValue EMPTY = new ObjectValue(new String[0], new Value[0], 0, 0, null);

  private static final int LINEAR = 16;

  private final String[] keys;
  private final Value[] values;
  private final int size;
  // The bits of all keys: rules mostly ask for fields that are not there, and this tells so without
  // a look at the keys.
  private final long mask;
  private final long @Nullable [] positions;
  private @Nullable Map<String, Integer> index;

  private ObjectValue(
      String[] keys, Value[] values, int size, long mask, long @Nullable [] positions) {
    this.keys = keys;
    this.values = values;
    this.size = size;
    this.mask = mask;
    this.positions = positions;
  }

  // Takes the arrays as they are, all of the same length.
  public static ObjectValue of(
      String[] keys, Value[] values, long mask, long @Nullable [] positions) {
    return new ObjectValue(keys, values, keys.length, mask, positions);
  }

  /** One bit of 64, the same for equal keys. */
  public static long bit(String key) {
    return 1L << key.hashCode();
  }

  /** The number of its keys. */
  public int size() {
    return size;
  }

  /** The key at {@code index}, in the order of writing. */
  public String key(int index) {
    return keys[index];
  }

  /** The value at {@code index}, in the order of writing. */
  public Value value(int index) {
    return values[index];
  }

  /** The value of {@code key}; {@link NullValue#NULL} when there is none. */
  public Value get(String key) {
    int at = indexOf(key);
    return at < 0 ? NullValue.NULL : values[at];
  }

  /** The text of {@code key}; empty when there is none, or the value is none. */
  public String text(String key) {
    return get(key) instanceof StringValue text ? text.text() : "";
  }

  /** Returns whether {@code key} is there with a value other than null. */
  public boolean has(String key) {
    return !get(key).isNull();
  }

  /** The place in the text of the key at {@code index} ({@link Position}), or none. */
  public long position(int index) {
    return positions == null ? Position.NONE : positions[index];
  }

  /** The index of {@code key}, or -1. */
  public int indexOf(String key) {
    if ((mask & bit(key)) == 0) {
      return -1;
    }
    if (size > LINEAR) {
      Integer at = index().get(key);
      return at == null ? -1 : at;
    }
    return indexOf(keys, 0, size, key);
  }

  // Names of the API's fields are the same strings wherever they come from: most keys are found
  // without a look at any string. Strings keep their hashes, so unequal ones are told apart without
  // a look at their letters.
  @SuppressWarnings("ReferenceEquality")
  public static int indexOf(@Nullable String[] keys, int from, int to, String key) {
    for (int i = from; i < to; i++) {
      if (keys[i] == key) {
        return i;
      }
    }
    int hash = key.hashCode();
    for (int i = from; i < to; i++) {
      String other = keys[i];
      if (other != null && other.hashCode() == hash && other.equals(key)) {
        return i;
      }
    }
    return -1;
  }

  // A race builds the map twice, which is harmless: the field of the unmodifiable map is final, so
  // the map is complete before it is published. Map.copyOf would compare keys of one hash each with
  // each, and whoever sends an object may choose its keys so; a HashMap sorts them.
  private Map<String, Integer> index() {
    Map<String, Integer> known = index;
    if (known == null) {
      known = HashMap.newHashMap(size);
      for (int i = 0; i < size; i++) {
        known.put(keys[i], i);
      }
      known = Collections.unmodifiableMap(known);
      index = known;
    }
    return known;
  }

  /** A copy in which {@code key} has {@code value}: replaced in its place, or added at the end. */
  public ObjectValue with(String key, Value value) {
    int at = indexOf(key);
    int newSize = at < 0 ? size + 1 : size;
    String[] newKeys = Arrays.copyOf(keys, newSize);
    Value[] newValues = Arrays.copyOf(values, newSize);
    long[] newPositions = positions == null ? null : Arrays.copyOf(positions, newSize);
    int target = at < 0 ? size : at;
    newKeys[target] = key;
    newValues[target] = value;
    return new ObjectValue(newKeys, newValues, newSize, mask | bit(key), newPositions);
  }

  /** A copy without {@code key}; this very object when it has no such key. */
  public ObjectValue without(String key) {
    int at = indexOf(key);
    if (at < 0) {
      return this;
    }
    Builder builder = new Builder(size);
    for (int i = 0; i < size; i++) {
      if (i != at) {
        builder.put(keys[i], values[i], position(i));
      }
    }
    return builder.build();
  }

  /** An object of one key. */
  public static ObjectValue of(String key, Value value) {
    return new ObjectValue(new String[] {key}, new Value[] {value}, 1, bit(key), null);
  }

  @Override
  public String describe() {
    return "an object";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof ObjectValue that) || that.size != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      int at = that.indexOf(keys[i]);
      if (at < 0 || !values[i].equals(that.values[at])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < size; i++) {
      hash += keys[i].hashCode() ^ values[i].hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    return JsonWriter.toText(this);
  }

  /** Collects keys and values for one object; used once. */
  public static final class Builder {
    private String[] keys;
    private Value[] values;
    private long @Nullable [] positions;
    private int size;
    private long mask;
    private @Nullable Map<String, Integer> index;

    /** A builder with room for {@code capacity} keys before it grows. */
    public Builder(int capacity) {
      keys = new String[capacity];
      values = new Value[capacity];
    }

    /** Sets {@code key}, replacing an earlier value of it. */
    public Builder put(String key, Value value) {
      put(key, value, Position.NONE);
      return this;
    }

    /** Sets {@code key} to a string. */
    public Builder put(String key, String text) {
      return put(key, new StringValue(text));
    }

    /** Sets {@code key} to a whole number. */
    public Builder put(String key, long number) {
      return put(key, NumberValue.of(number));
    }

    /** Sets {@code key} to a truth value. */
    public Builder put(String key, boolean flag) {
      return put(key, BooleanValue.of(flag));
    }

    /**
     * Sets {@code key} that stands at {@code position}; a repeated key keeps its place and takes
     * the later value, as the API server's decoder does.
     *
     * @return the position of the earlier one when the key was there already ({@link Position#NONE}
     *     when unknown), else {@link Position#ABSENT}
     */
    public long put(String key, Value value, long position) {
      int at = find(key);
      if (at >= 0) {
        values[at] = value;
        long first = positions == null ? Position.NONE : positions[at];
        if (positions != null) {
          positions[at] = position;
        }
        return first;
      }
      if (size == keys.length) {
        int capacity = Math.max(4, size * 2);
        keys = Arrays.copyOf(keys, capacity);
        values = Arrays.copyOf(values, capacity);
        positions = positions == null ? null : Arrays.copyOf(positions, capacity);
      }
      if (position != Position.NONE && positions == null) {
        positions = new long[keys.length];
      }
      if (positions != null) {
        positions[size] = position;
      }
      if (index != null) {
        index.put(key, size);
      }
      keys[size] = key;
      values[size++] = value;
      mask |= bit(key);
      return Position.ABSENT;
    }

    private int find(String key) {
      if ((mask & bit(key)) == 0) {
        return -1;
      }
      if (size > LINEAR) {
        if (index == null) {
          index = new HashMap<>();
          for (int i = 0; i < size; i++) {
            index.put(keys[i], i);
          }
        }
        Integer at = index.get(key);
        return at == null ? -1 : at;
      }
      return indexOf(keys, 0, size, key);
    }

    /** The value that {@code key} has been set to; {@link NullValue#NULL} when it has not. */
    public Value get(String key) {
      int at = find(key);
      return at < 0 ? NullValue.NULL : values[at];
    }

    /** The object; the builder must not be used again. */
    public ObjectValue build() {
      return size == 0 && positions == null
          ? EMPTY
          : new ObjectValue(keys, values, size, mask, positions);
    }
  }
}
