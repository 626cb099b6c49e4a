package dev.haetae.resource.edit;

/** The lines of a text, by offsets in it. */
final class Lines {
  private final String text;

  Lines(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** The offset at which the line of {@code offset} begins. */
  int start(int offset) {
    int at = offset;
    while (at > 0 && !isBreak(at - 1)) {
      at--;
    }
    return at;
  }

  /** The offset at which the line of {@code offset} ends, its break left out. */
  int end(int offset) {
    int at = offset;
    while (at < text.length() && !isBreak(at)) {
      at++;
    }
    return at;
  }

  /** The offset at which the next line begins; the end of the text when there is none. */
  int next(int offset) {
    int end = end(offset);
    return end == text.length() ? end : text.startsWith("\r\n", end) ? end + 2 : end + 1;
  }

  /** The number of characters between the beginning of the line and {@code offset}. */
  int column(int offset) {
    return offset - start(offset);
  }

  /** Returns whether nothing but blanks stands before {@code offset} on its line. */
  boolean isFirst(int offset) {
    return isBlank(start(offset), offset);
  }

  /** Returns whether nothing but blanks and line breaks stands between two offsets. */
  boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the rest of the line holds nothing, or a comment alone. */
  boolean isOver(int offset) {
    int at = skipBlanks(offset);
    return at == text.length()
        || isBreak(at)
        || (text.charAt(at) == '#' && (at > offset || column(at) == 0));
  }

  /** Returns whether the rest of the line holds nothing at all. */
  boolean isBare(int offset) {
    int at = skipBlanks(offset);
    return at == text.length() || isBreak(at);
  }

  /** The offset of the first character from here on that is no space or tab. */
  int skipBlanks(int offset) {
    int at = offset;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** The blanks with which the line of {@code offset} begins. */
  String indentation(int offset) {
    int start = start(offset);
    return text.substring(start, skipBlanks(start));
  }

  /** The line break that the text uses first; {@code \n} when it uses none. */
  String lineBreak() {
    int end = end(0);
    return end == text.length() ? "\n" : text.substring(end, next(end));
  }

  boolean isBreak(int at) {
    return text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }
}
