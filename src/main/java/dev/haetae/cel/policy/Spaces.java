package dev.haetae.cel.policy;

/** White space as the API server knows it. */
final class Spaces {
  private Spaces() {}

  /** The text without white space at its ends. */
  static String trim(String text) {
    int start = leading(text);
    int end = text.length();
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The number of characters of white space that it begins with. */
  static int leading(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return start;
  }

  /** Returns whether there is nothing but white space. */
  static boolean isBlank(String text) {
    return leading(text) == text.length();
  }

  // Unicode's property White_Space, all of which lies in the basic plane; Java's own notions of
  // white space leave out no-break spaces and take in separators of files.
  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
  }
}
