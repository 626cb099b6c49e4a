package dev.haetae.report.text;

import dev.haetae.report.SourceText;

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
  static void append(StringBuilder out, SourceText source, int line, int column, Palette palette) {
    if (!source.has(line)) {
      return;
    }
    String text = source.text();
    int start = source.start(line);
    int end = source.end(line);
    int place = source.offset(line, column);
    int first = start;
    if (column > WIDEST - 20) {
      int behind = place < end ? place + Character.charCount(text.codePointAt(place)) : end;
      first = back(text, behind, start);
    }
    String number = Integer.toString(line);
    out.append("  ").append(palette.dim(number + " | "));
    out.append(first > start ? "…" : "");
    int caret = first > start ? 1 : 0;
    int at = first;
    for (int i = 0; i < WIDEST && at < end; i++) {
      int c = text.codePointAt(at);
      int width = append(out, c);
      caret += at < place ? width : 0;
      at += Character.charCount(c);
    }
    out.append(at < end ? "…" : "").append('\n');
    if (column > 0) {
      out.repeat(' ', number.length() + 2).append(palette.dim(" | "));
      out.repeat(' ', caret).append(palette.red("^")).append('\n');
    }
  }

  // So many code points before `from`, but not before `start`.
  private static int back(String text, int from, int start) {
    int at = from;
    for (int i = 0; i < BEFORE && at > start; i++) {
      at -= Character.charCount(text.codePointBefore(at));
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
    if (type == Character.NON_SPACING_MARK || isJoined(c)) {
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

  // Vowels and finals of decomposed Hangul, which join the syllable's first consonant.
  private static boolean isJoined(int c) {
    return c >= 0x1160 && c <= 0x11ff;
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
