package dev.haetae.cel.policy;

/** The spaces around a text, as Go's {@code strings.TrimSpace} counts them. */
final class Blanks {
  private Blanks() {}

  static boolean isBlank(String text) {
    return leading(text) == text.length();
  }

  /** The text without the spaces around it. */
  static String trim(String text) {
    int from = leading(text);
    int to = text.length();
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** The number of spaces that it begins with. */
  static int leading(String text) {
    int from = 0;
    while (from < text.length() && isSpace(text.charAt(from))) {
      from++;
    }
    return from;
  }

  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
  }
}
