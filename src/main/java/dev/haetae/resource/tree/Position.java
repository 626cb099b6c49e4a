package dev.haetae.resource.tree;

import org.jspecify.annotations.Nullable;

/**
 * A place in a text.
 *
 * <p>In trees it is packed into a long ({@code line << 32 | column}), and kept only where somebody
 * will ask for it: the command line does, the webhook does not.
 *
 * @param line 1-based
 * @param column 1-based, in characters
 */
public record Position(int line, int column) {
  /** The packed form of "not recorded". */
  public static final long NONE = 0;

  /** The packed form of "there is no such key". */
  public static final long ABSENT = -1;

  /** The packed form of a place. */
  public static long pack(int line, int column) {
    return (long) line << 32 | column;
  }

  /** The place of a packed form; null for {@link #NONE} and {@link #ABSENT}. */
  public static @Nullable Position unpack(long packed) {
    return packed <= 0 ? null : new Position((int) (packed >>> 32), (int) packed);
  }
}
