package dev.haetae.report;

import org.jspecify.annotations.Nullable;

/** A line of a source text with a caret under the place, as it looks on a terminal. */
final class SourceLine {
  private static final int WIDEST = 120;
  private static final int BEFORE = 60;
  private static final int TAB = 4;

  private SourceLine() {}

  /**
   * Appends the line and, under it, the caret; nothing when there is no such line.
   *
   * @param line 1-based
   * @param column 1-based, in code points; 0 for no caret
   */
  static void append(StringBuilder out, String text, int line, int column, Palette palette) {
    String found = line(text, line);
    if (found == null) {
      return;
    }
    int[] source = found.codePoints().toArray();
    int first = column > WIDEST - 20 ? Math.min(column, source.length) - BEFORE : 0;
    first = Math.max(first, 0);
    int last = Math.min(source.length, first + WIDEST);
    String number = Integer.toString(line);
    out.append("  ").append(palette.dim(number + " | "));
    out.append(first > 0 ? "…" : "");
    int caret = first > 0 ? 1 : 0;
    for (int i = first; i < last; i++) {
      int width = append(out, source[i]);
      caret += i < column - 1 ? width : 0;
    }
    out.append(last < source.length ? "…" : "").append('\n');
    if (column > 0) {
      out.repeat(' ', number.length() + 2).append(palette.dim(" | "));
      out.repeat(' ', caret).append(palette.red("^")).append('\n');
    }
  }

  private static @Nullable String line(String text, int line) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return null;
      }
      start = end + 1;
    }
    int end = text.indexOf('\n', start);
    String found = end < 0 ? text.substring(start) : text.substring(start, end);
    return found.endsWith("\r") ? found.substring(0, found.length() - 1) : found;
  }

  // The number of cells that it takes; whatever could move the cursor is shown as a dot.
  private static int append(StringBuilder out, int c) {
    if (c == '\t') {
      out.repeat(' ', TAB);
      return TAB;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK) {
      out.appendCodePoint(c);
      return 0;
    }
    if (Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR) {
      out.append('·');
      return 1;
    }
    out.appendCodePoint(c);
    return isWide(c) ? 2 : 1;
  }

  // East Asian wide and fullwidth, and emoji: coarse, and right for what manifests hold.
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }
}
