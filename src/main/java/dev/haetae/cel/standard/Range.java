package dev.haetae.cel.standard;

import dev.haetae.cel.value.ListView;

/** A list of the whole numbers from 0 on, none of which is kept. */
final class Range extends ListView {
  private final int size;

  /** The numbers below this; as many as a list may have when there are more. */
  Range(long size) {
    this.size = Math.clamp(size, 0, Integer.MAX_VALUE);
  }

  @Override
  public Object get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return (long) index;
  }

  @Override
  public int size() {
    return size;
  }
}
