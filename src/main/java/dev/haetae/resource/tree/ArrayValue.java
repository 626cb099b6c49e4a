package dev.haetae.resource.tree;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array. */
public final class ArrayValue extends Value {
  /** The array without elements. */
  public static final ArrayValue EMPTY = new ArrayValue(new Value[0], 0, null);

  private final Value[] elements;
  private final int size;
  private final long @Nullable [] positions;

  private ArrayValue(Value[] elements, int size, long @Nullable [] positions) {
    this.elements = elements;
    this.size = size;
    this.positions = positions;
  }

  /** An array of {@code elements}. */
  public static ArrayValue of(List<? extends Value> elements) {
    return new ArrayValue(elements.toArray(Value[]::new), elements.size(), null);
  }

  /** An array of strings. */
  public static ArrayValue ofTexts(Collection<String> texts) {
    Builder out = new Builder();
    for (String text : texts) {
      out.add(new StringValue(text));
    }
    return out.build();
  }

  // Takes the arrays as they are, both of the same length.
  public static ArrayValue of(Value[] elements, long @Nullable [] positions) {
    return new ArrayValue(elements, elements.length, positions);
  }

  /** The number of its elements. */
  public int size() {
    return size;
  }

  /** The element at {@code index}. */
  public Value get(int index) {
    return elements[index];
  }

  /** The place in the text of the element at {@code index} ({@link Position}), or none. */
  public long position(int index) {
    return positions == null ? Position.NONE : positions[index];
  }

  /** A copy in which the element at {@code index} is {@code value}. */
  public ArrayValue with(int index, Value value) {
    Value[] copy = Arrays.copyOf(elements, size);
    copy[index] = value;
    return new ArrayValue(copy, size, positions);
  }

  /** A copy without the element at {@code index}. */
  public ArrayValue without(int index) {
    Value[] copy = new Value[size - 1];
    System.arraycopy(elements, 0, copy, 0, index);
    System.arraycopy(elements, index + 1, copy, index, size - 1 - index);
    return new ArrayValue(copy, size - 1, null);
  }

  @Override
  public String describe() {
    return "an array";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ArrayValue that
            && Arrays.equals(elements, 0, size, that.elements, 0, that.size));
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + elements[i].hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    return JsonWriter.toText(this);
  }

  /** Collects elements for one array; used once. */
  public static final class Builder {
    private Value[] elements = new Value[4];
    private long @Nullable [] positions;
    private int size;

    /** Appends {@code value}. */
    public Builder add(Value value) {
      return add(value, Position.NONE);
    }

    /** Appends {@code value} that stands at {@code position}. */
    public Builder add(Value value, long position) {
      if (size == elements.length) {
        elements = Arrays.copyOf(elements, size * 2);
        positions = positions == null ? null : Arrays.copyOf(positions, size * 2);
      }
      if (position != Position.NONE && positions == null) {
        positions = new long[elements.length];
      }
      if (positions != null) {
        positions[size] = position;
      }
      elements[size++] = value;
      return this;
    }

    /** The array; the builder must not be used again. */
    public ArrayValue build() {
      return size == 0 ? EMPTY : new ArrayValue(elements, size, positions);
    }
  }
}
