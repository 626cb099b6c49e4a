package dev.haetae.resource.text;

import com.fasterxml.jackson.core.JsonLocation;
import dev.haetae.resource.tree.Position;

/**
 * Places with columns in code points, as the YAML reader counts them, for Jackson, which counts the
 * halves of a surrogate pair as two.
 *
 * <p>Asked from the front to the back of a text it looks at each character once.
 */
final class CodePointColumns {
  private final String text;
  private final Position start;
  private int line;
  private int seen;
  private int pairs;

  /**
   * The places of a text.
   *
   * @param start where it begins
   */
  CodePointColumns(String text, Position start) {
    this.text = text;
    this.start = start;
  }

  /** A place in the text, packed ({@link Position}). */
  long place(JsonLocation location) {
    return Position.pack(line(location), of(location));
  }

  /** The 1-based line of a place in the text; 0 when the place is not known. */
  int line(JsonLocation location) {
    int within = Math.max(0, location.getLineNr());
    return within == 0 ? 0 : start.line() - 1 + within;
  }

  /** The 1-based column of a place in the text; 0 when the place is not known. */
  int of(JsonLocation location) {
    int column = Math.max(0, location.getColumnNr());
    int offset = (int) Math.min(location.getCharOffset(), text.length());
    if (column == 0 || offset < 0) {
      return column;
    }
    if (location.getLineNr() != line || offset < seen) {
      line = location.getLineNr();
      seen = Math.max(0, offset - (column - 1));
      pairs = 0;
    }
    for (; seen < offset; seen++) {
      pairs += Character.isLowSurrogate(text.charAt(seen)) ? 1 : 0;
    }
    return (line == 1 ? start.column() - 1 : 0) + column - pairs;
  }
}
