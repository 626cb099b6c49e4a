package dev.haetae.cel.policy;

/** White space as the API server knows it. */
final class Spaces {
  private Spaces() {}

  /** The text without white space at its ends. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  // Unicode's property White_Space, all of which lies in the basic plane; Java's own notions of
  // white space leave out no-break spaces and take in separators of files.
  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
  }
}
