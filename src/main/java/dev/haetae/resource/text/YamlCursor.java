package dev.haetae.resource.text;

/** A place in a YAML text that goes forward, and the characters from there on. */
final class YamlCursor {
  private static final char END = '\0';

  private final StringBuilder text;
  private final int firstLine;
  private int at;
  private int line;
  private int lineStart;

  /**
   * The beginning of a text.
   *
   * @param firstLine the 1-based line of the file at which it begins
   */
  YamlCursor(String text, int firstLine) {
    this.text = new StringBuilder(text);
    this.firstLine = firstLine;
  }

  /** The text with what was changed on the way. */
  String text() {
    return text.toString();
  }

  int at() {
    return at;
  }

  /** The 0-based column. */
  int column() {
    return at - lineStart;
  }

  char peek() {
    return peek(0);
  }

  char peek(int offset) {
    return at + offset < text.length() && at + offset >= 0 ? text.charAt(at + offset) : END;
  }

  boolean isEnd() {
    return at >= text.length();
  }

  boolean isBlank() {
    return isBlank(0);
  }

  boolean isBreak() {
    return isBreak(0);
  }

  boolean isBreak(int offset) {
    char c = peek(offset);
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  boolean isBlankBreakOrEnd(int offset) {
    return at + offset >= text.length() || isBlank(offset) || isBreak(offset);
  }

  private boolean isBlank(int offset) {
    return peek(offset) == ' ' || peek(offset) == '\t';
  }

  /** Returns whether a line begins here with {@code ---} or {@code ...}, which stand alone. */
  boolean isDocumentMark() {
    return column() == 0
        && (peek() == '-' || peek() == '.')
        && peek(1) == peek()
        && peek(2) == peek()
        && isBlankBreakOrEnd(3);
  }

  void advance(int characters) {
    at += characters;
  }

  void skipBreak() {
    at += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
    line++;
    lineStart = at;
  }

  void skipToBreak() {
    while (!isEnd() && !isBreak()) {
      at++;
    }
  }

  void skipComment() {
    if (peek() == '#') {
      skipToBreak();
    }
  }

  /** Goes past a blank, which becomes a space. */
  void separate() {
    if (peek() == '\t') {
      text.setCharAt(at, ' ');
    }
    at++;
  }

  /** Says what is wrong here. */
  UnreadableException problem(String sentence) {
    return new UnreadableException(sentence, firstLine + line, column() + 1);
  }
}
