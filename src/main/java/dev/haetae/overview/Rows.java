package dev.haetae.overview;

import java.util.List;

/**
 * The first rows of a list that may have any length.
 *
 * @param shown the first of them
 * @param more how many more there are
 */
public record Rows<T>(List<T> shown, int more) {
  /** The most rows of a table. */
  public static final int MOST = 2000;

  /** Rows that keep their own copy of the list. */
  public Rows {
    shown = List.copyOf(shown);
  }

  /** The rows of a table. */
  static <T> Rows<T> of(List<T> all) {
    return of(all, MOST);
  }

  /** The first {@code most} of a list. */
  static <T> Rows<T> of(List<T> all, int most) {
    int shown = Math.min(all.size(), most);
    return new Rows<>(all.subList(0, shown), all.size() - shown);
  }

  /** Returns how many there are in all. */
  public int count() {
    return shown.size() + more;
  }

  /** Returns whether there is none. */
  public boolean isEmpty() {
    return count() == 0;
  }
}
