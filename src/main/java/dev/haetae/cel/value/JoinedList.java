package dev.haetae.cel.value;

import java.util.ArrayList;
import java.util.List;

/**
 * A list that was joined of others. It never changes, and yet may be the first part of a longer one
 * without a copy, as long as it is the first to be made longer: a loop that adds to a list n times
 * takes n steps.
 */
@SuppressWarnings("Immutable") // Only what is beyond its size changes.
public final class JoinedList extends ListView {
  private final List<Object> elements;
  private final int size;
  private final int copied;

  private JoinedList(List<Object> elements, int copied) {
    this.elements = elements;
    this.size = elements.size();
    this.copied = copied;
  }

  /**
   * The elements of one list and then those of the other.
   *
   * @throws CelFailure when there are too many
   */
  public static JoinedList of(List<?> first, List<?> second) {
    Bounds.demandList((long) first.size() + second.size());
    List<Object> elements;
    int copied = second.size();
    if (first instanceof JoinedList joined && joined.size == joined.elements.size()) {
      elements = joined.elements;
    } else {
      elements = new ArrayList<>(first.size() + second.size());
      elements.addAll(first);
      copied += first.size();
    }
    elements.addAll(second);
    return new JoinedList(elements, copied);
  }

  /** How many elements were copied to join it. */
  public int copied() {
    return copied;
  }

  @Override
  public Object get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return elements.get(index);
  }

  @Override
  public int size() {
    return size;
  }
}
