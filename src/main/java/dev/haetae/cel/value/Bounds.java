package dev.haetae.cel.value;

/**
 * The bounds of what a function makes or goes through. The API server counts what that costs when
 * it is done, and would not have room for it either: here it ends before.
 */
public final class Bounds {
  /** The API server's words for an expression that is cut off. */
  public static final String EXCEEDED = "operation cancelled: actual cost limit exceeded";

  /** The characters of the longest text, and the bytes. */
  public static final int LONGEST_TEXT = 10_000_000;

  // Each element costs an expression at least one to go through, and it may cost no more.
  private static final int LONGEST_LIST = 1_000_000;
  private static final long MOST_COMPARISONS = 10_000_000;

  private Bounds() {}

  /**
   * Demands that a text of so many characters, or bytes, may be made.
   *
   * @throws CelFailure when it is too long
   */
  public static void demandText(long length) {
    if (length > LONGEST_TEXT) {
      throw exceeded();
    }
  }

  /**
   * Demands that a list or a map of so many elements may be made.
   *
   * @throws CelFailure when there are too many
   */
  public static void demandList(long size) {
    if (size > LONGEST_LIST) {
      throw exceeded();
    }
  }

  /**
   * Demands that all elements of a list may be compared with all of another.
   *
   * @throws CelFailure when there are too many
   */
  public static void demandComparisons(int size, int otherSize) {
    if ((long) size * otherSize > MOST_COMPARISONS) {
      throw exceeded();
    }
  }

  private static CelFailure exceeded() {
    return new CelFailure(EXCEEDED);
  }
}
