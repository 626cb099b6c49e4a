package dev.haetae.report.text;

/** The cells of a terminal that characters take: none, one or two. */
final class Cells {
  private Cells() {}

  /** The cells of a text; colours ({@code ESC [ … m}) take none. */
  static int of(String text) {
    int cells = 0;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      if (c == '\u001b') {
        at = text.indexOf('m', at) + 1;
      } else {
        cells += of(c);
        at += Character.charCount(c);
      }
    }
    return cells;
  }

  /** The cells of a code point that is shown. */
  static int of(int c) {
    if (c < 0x300) {
      return 1;
    }
    return Character.getType(c) == Character.NON_SPACING_MARK || isJoined(c)
        ? 0
        : isWide(c) ? 2 : 1;
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
