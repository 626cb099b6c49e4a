package dev.haetae.resource.text;

import org.jspecify.annotations.Nullable;

/**
 * The characters that look like a space, a quote or nothing at all, and are letters to YAML: what a
 * word processor or a web page leaves in a manifest.
 */
final class Lookalikes {
  private Lookalikes() {}

  /**
   * What to say of the first of them in a line, comments left out; null when there is none.
   *
   * @param line its 1-based number
   */
  static @Nullable UnreadableException find(String text, int line) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '#' && (i == 0 || text.charAt(i - 1) == ' ')) {
        return null;
      }
      String what = c < 0x80 ? null : sentence(c);
      if (what != null) {
        return new UnreadableException(
            what.formatted((int) c), line, 1 + text.codePointCount(0, i));
      }
    }
    return null;
  }

  /** What to say of the first of them where a line is indented; null when there is none. */
  static @Nullable UnreadableException findIndenting(String text, int line) {
    int end = 0;
    while (end < text.length()
        && (text.charAt(end) == ' ' || isSpace(text.charAt(end)) || isNothing(text.charAt(end)))) {
      end++;
    }
    return find(text.substring(0, end), line);
  }

  /** What to say of the first of them in the lines of a document; null when there is none. */
  static @Nullable UnreadableException findInAll(String text, int firstLine) {
    int line = firstLine;
    for (String each : text.split("\n", -1)) {
      UnreadableException found = find(each, line++);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Returns the text without those of them that are not to be seen. */
  static String withoutInvisible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isSpace(c) && !isNothing(c)) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static @Nullable String sentence(char c) {
    if (c == 0xa0 || c == 0x202f) {
      return "a non-breaking space (U+%04X) is a letter to YAML; write a plain space";
    }
    if (isSpace(c)) {
      return "this space (U+%04X) is a letter to YAML; write a plain space";
    }
    if (isNothing(c)) {
      return "a character that is not to be seen (U+%04X) stands here; remove it";
    }
    return switch (c) {
      case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb', '\uff02' ->
          "a typographic quote (U+%04X) is a letter to YAML; write \"";
      case '\u2018', '\u2019', '\u201a', '\uff07' ->
          "a typographic quote (U+%04X) is a letter to YAML; write '";
      case '\uff1a' -> "a full-width colon (U+%04X) is a letter to YAML; write : and a space";
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' ->
          "this dash (U+%04X) is a letter to YAML; write -";
      default -> null;
    };
  }

  private static boolean isSpace(char c) {
    return c >= 0x80 && Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static boolean isNothing(char c) {
    return c >= 0x80 && Character.getType(c) == Character.FORMAT;
  }
}
