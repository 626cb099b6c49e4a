package dev.haetae.report;

/** A line of a source text with a caret under the place, as it looks on a terminal. */
final class SourceLine {
  private static final int WIDEST = 120;
  private static final int BEFORE = 60;
  private static final int TAB = 4;

  private SourceLine() {}

  /**
   * Appends the line and, under it, the caret.
   *
   * @param line 1-based
   * @param column 1-based, in code points; 0 for no caret
   */
  static void append(StringBuilder out, String text, int line, int column, Palette palette) {
    String source = line(text, line);
    int at = offset(source, 0, column - 1);
    int first = column > WIDEST - 20 ? offset(source, at, -BEFORE) : 0;
    int last = offset(source, first, WIDEST);
    String number = Integer.toString(line);
    out.append("  ").append(palette.dim(number + " | "));
    out.append(first > 0 ? "…" : "");
    int caret = first > 0 ? 1 : 0;
    for (int i = first; i < last; ) {
      int c = source.codePointAt(i);
      int width = append(out, c);
      caret += i < at ? width : 0;
      i += Character.charCount(c);
    }
    out.append(last < source.length() ? "…" : "").append('\n');
    if (column > 0) {
      out.repeat(' ', number.length() + 2).append(palette.dim(" | "));
      out.repeat(' ', caret).append(palette.red("^")).append('\n');
    }
  }

  // The index that many code points on, or back, as far as the line goes; never within a pair.
  private static int offset(String source, int from, int codePoints) {
    int at = from;
    for (int left = codePoints; left > 0 && at < source.length(); left--) {
      at += Character.charCount(source.codePointAt(at));
    }
    for (int left = codePoints; left < 0 && at > 0; left++) {
      at -= Character.charCount(source.codePointBefore(at));
    }
    return at;
  }

  private static String line(String text, int line) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int end = end(text, start);
      if (end == text.length()) {
        return "";
      }
      start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }
    return text.substring(start, end(text, start));
  }

  // A carriage return alone ends a line for the readers too.
  private static int end(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
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
