package dev.haetae.report.text;

import dev.haetae.report.SourceText;

/** A line of a source text with a caret under the place, as it looks on a terminal. */
final class SourceLine {
  private static final int WIDEST = 120;
  // Narrower terminals wrap it.
  private static final int LEAST = 24;
  // So much is to be seen behind the place.
  private static final int AFTER = 20;
  private static final int TAB = 4;

  private SourceLine() {}

  /**
   * Appends the line and, under it, the caret; nothing when there is no such line.
   *
   * @param line 1-based
   * @param column 1-based, in code points; 0 for no caret
   */
  static void append(StringBuilder out, SourceText source, int line, int column, TextStyle style) {
    if (!source.has(line)) {
      return;
    }
    String text = source.text();
    String number = Integer.toString(line);
    Palette palette = style.palette();
    int room =
        style.width() == 0
            ? WIDEST
            : Math.clamp(style.width() - number.length() - 7, LEAST, WIDEST);
    int start = source.start(line);
    int end = source.end(line);
    int place = source.offset(line, column);
    int first = start;
    if (column > room || cells(text, start, place) > room - AFTER) {
      int behind = place < end ? place + Character.charCount(text.codePointAt(place)) : end;
      first = back(text, behind, start, room / 2);
    }
    out.append("  ").append(palette.dim(number + " | "));
    out.append(first > start ? "…" : "");
    int caret = first > start ? 1 : 0;
    int at = first;
    int used = 0;
    // What takes no cell could go on for ever.
    for (int i = 0; i < WIDEST && used < room && at < end; i++) {
      int c = text.codePointAt(at);
      int width = append(out, c);
      used += width;
      caret += at < place ? width : 0;
      at += Character.charCount(c);
    }
    out.append(at < end ? "…" : "").append('\n');
    if (column > 0) {
      out.repeat(' ', number.length() + 2).append(palette.dim(" | "));
      out.repeat(' ', caret).append(palette.red("^")).append('\n');
    }
  }

  private static int cells(String text, int from, int to) {
    int cells = 0;
    for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
      cells += Cells.of(text.codePointAt(at));
    }
    return cells;
  }

  // So many cells before `from`, but not before `start`.
  private static int back(String text, int from, int start, int cells) {
    int at = from;
    int left = cells;
    while (left > 0 && at > start) {
      int c = text.codePointBefore(at);
      // What takes no cell of its own must not take the way back to a line's begin.
      left -= Math.max(1, Cells.of(c));
      at -= Character.charCount(c);
    }
    return at;
  }

  // The number of cells that it takes; whatever could move the cursor is shown as a dot.
  private static int append(StringBuilder out, int c) {
    if (c == '\t') {
      out.repeat(' ', TAB);
      return TAB;
    }
    int type = Character.getType(c);
    if (Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR) {
      out.append('·');
      return 1;
    }
    out.appendCodePoint(c);
    return Cells.of(c);
  }
}
