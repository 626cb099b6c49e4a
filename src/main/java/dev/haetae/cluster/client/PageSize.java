package dev.haetae.cluster.client;

/**
 * The number of objects that the next page of a list is to have: as many as come to about {@link
 * #WANTED_BYTES}, going by the page before. The API server makes a page whole before it sends it,
 * and objects may be a thousand times as large as others.
 */
final class PageSize {
  /** The size that a page is to have, in bytes. */
  static final int WANTED_BYTES = 2 << 20;

  private static final int FIRST = 50;
  private static final int LARGEST = 500;
  // From one page to the next: what comes may be of another size than what has come.
  private static final int MOST_GROWTH = 2;
  private static final int LESS_AFTER_FAILURE = 4;

  private int objects = FIRST;
  // What has failed is not tried again.
  private int largest = LARGEST;

  /** Returns how many objects to ask for. */
  int objects() {
    return objects;
  }

  /** A page of this many objects had {@code bytes}. */
  void read(long bytes) {
    long fitting = objects * (long) WANTED_BYTES / Math.max(1, bytes);
    objects = (int) Math.clamp(fitting, 1, Math.min(largest, (long) objects * MOST_GROWTH));
  }

  /**
   * A page of this many objects could not be had to its end.
   *
   * @return whether a smaller one is worth trying
   */
  boolean brokeOff() {
    if (objects == 1) {
      return false;
    }
    objects = Math.max(1, objects / LESS_AFTER_FAILURE);
    largest = objects;
    return true;
  }
}
