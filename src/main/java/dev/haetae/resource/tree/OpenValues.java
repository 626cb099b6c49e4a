package dev.haetae.resource.tree;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values that a reader has read of the objects and arrays that are still open, the innermost
 * last: so that each is made once, of the size it has.
 */
public final class OpenValues {
  /** Beyond this many keys an object's keys are worth an {@link #index}. */
  public static final int LINEAR = 16;

  private static final int CAPACITY = 32;

  private @Nullable String[] keys = new String[CAPACITY];
  private Value[] values = new Value[CAPACITY];
  private long @Nullable [] positions;
  private int size;

  /** No values yet; with or without their positions. */
  public OpenValues(boolean positioned) {
    this.positions = positioned ? new long[CAPACITY] : null;
  }

  /** The number of values: the index at which those of an object or array that opens now begin. */
  public int size() {
    return size;
  }

  /** The place in the text of the value at {@code index} ({@link Position}), or none. */
  public long position(int index) {
    return positions == null ? Position.NONE : positions[index];
  }

  /** Appends a value, of an object with its key. */
  public void push(@Nullable String key, Value value, long position) {
    if (size == values.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      positions = positions == null ? null : Arrays.copyOf(positions, 2 * size);
    }
    keys[size] = key;
    replace(size++, value, position);
  }

  /** Sets the value at {@code index}. */
  public void replace(int index, Value value, long position) {
    values[index] = value;
    if (positions != null) {
      positions[index] = position;
    }
  }

  /**
   * The index of a key from {@code base} on, or -1.
   *
   * @param index of all of them; null while they are few
   */
  public int find(int base, @Nullable Map<String, Integer> index, String key) {
    return index == null ? ObjectValue.indexOf(keys, base, size, key) : index.getOrDefault(key, -1);
  }

  /** The string that a key from {@code base} on has; null when there is none. */
  public @Nullable String text(int base, String key) {
    int at = ObjectValue.indexOf(keys, base, size, key);
    return at >= 0 && values[at] instanceof StringValue string ? string.text() : null;
  }

  /**
   * Adds a key that is not there from {@code base} on, and its value.
   *
   * @param index of the keys until now; null while they are few
   * @return the index with the key in it; null while they are few
   */
  public @Nullable Map<String, Integer> push(
      int base, @Nullable Map<String, Integer> index, String key, Value value, long position) {
    Map<String, Integer> known = index == null && size - base > LINEAR ? index(base) : index;
    if (known != null) {
      known.put(key, size);
    }
    push(key, value, position);
    return known;
  }

  private Map<String, Integer> index(int base) {
    Map<String, Integer> index = HashMap.newHashMap(4 * LINEAR);
    for (int i = base; i < size; i++) {
      index.put(Objects.requireNonNull(keys[i]), i);
    }
    return index;
  }

  /**
   * Closes the object that began at {@code base}.
   *
   * @param mask the bits of its keys
   */
  @SuppressWarnings("NullAway") // an object's keys are not null
  public ObjectValue object(int base, long mask) {
    ObjectValue object =
        size == base && positions == null
            ? ObjectValue.EMPTY
            : ObjectValue.of(
                Arrays.copyOfRange(keys, base, size),
                Arrays.copyOfRange(values, base, size),
                mask,
                positionsFrom(base));
    size = base;
    return object;
  }

  /** Closes the array that began at {@code base}. */
  public ArrayValue array(int base) {
    ArrayValue array =
        size == base
            ? ArrayValue.EMPTY
            : ArrayValue.of(Arrays.copyOfRange(values, base, size), positionsFrom(base));
    size = base;
    return array;
  }

  private long @Nullable [] positionsFrom(int base) {
    return positions == null ? null : Arrays.copyOfRange(positions, base, size);
  }
}
