package dev.haetae.policy.admission;

import dev.haetae.resource.text.MarkedNode;

/**
 * The way from the characters of a scalar back to where they are written, through indentation,
 * folded lines, quotes and escapes.
 */
final class ScalarOffsets {
  private final String file;
  private final MarkedNode scalar;
  private final int end;
  private int at;

  /**
   * A way into a scalar.
   *
   * @param file the text of the file
   * @param start the offset of its document
   */
  ScalarOffsets(String file, int start, MarkedNode scalar) {
    this.file = file;
    this.scalar = scalar;
    this.end = Math.min(start + scalar.end(), file.length());
    this.at = begin(start + scalar.start());
  }

  // Behind what opens it; an anchor or a tag before it is passed over as anything unlike is not.
  private int begin(int from) {
    return switch (scalar.style()) {
      case PLAIN -> from;
      case SINGLE_QUOTED -> file.indexOf('\'', from) + 1;
      case DOUBLE_QUOTED -> file.indexOf('"', from) + 1;
      case BLOCK -> {
        int next = file.indexOf('\n', from);
        yield next < 0 ? file.length() : next + 1;
      }
    };
  }

  /**
   * The offset in the file of a place in what the scalar says; -1 when it is not to be found.
   *
   * @param line 1-based
   * @param column 1-based, in characters
   */
  int offset(int line, int column) {
    String text = scalar.text();
    int target = index(text, line, column);
    for (int i = 0; i < target; i++) {
      if (!pass(text.charAt(i))) {
        return -1;
      }
    }
    if (target < text.length() && !isBlank(text.charAt(target))) {
      skipTo(text.charAt(target));
    }
    return Math.min(at, end);
  }

  private static int index(String text, int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int next = text.indexOf('\n', start);
      if (next < 0) {
        break;
      }
      start = next + 1;
    }
    int index = start;
    for (int i = 1; i < column && index < text.length(); i++) {
      index += Character.charCount(text.codePointAt(index));
    }
    return index;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  // Indentation and line breaks are there for the eye; what comes next is told by its first letter.
  private void skipBlanks(char next) {
    while (at < end && isBlank(file.charAt(at)) && file.charAt(at) != next) {
      at++;
    }
  }

  private void skipTo(char next) {
    skipBlanks(next);
    while (isContinued()) {
      at += 2;
      skipBlanks(next);
    }
  }

  private boolean pass(char c) {
    if (isBlank(c)) {
      passBlank(c);
      return true;
    }
    skipTo(c);
    if (at >= end) {
      return false;
    }
    char written = file.charAt(at);
    if (scalar.style() == MarkedNode.Style.DOUBLE_QUOTED && written == '\\') {
      return passEscape();
    }
    if (scalar.style() == MarkedNode.Style.SINGLE_QUOTED && written == '\'') {
      at++;
    }
    at++;
    return written == c;
  }

  // A backslash at the end of a line: it goes on below.
  private boolean isContinued() {
    if (scalar.style() != MarkedNode.Style.DOUBLE_QUOTED || at + 1 >= end) {
      return false;
    }
    char next = file.charAt(at + 1);
    return file.charAt(at) == '\\' && (next == '\n' || next == '\r');
  }

  // A blank that is written as another one, or escaped, is passed over with what follows.
  private void passBlank(char c) {
    if (at < end && file.charAt(at) == c) {
      at++;
    } else if (at < end && file.charAt(at) == '\\' && !isContinued()) {
      boolean _ = passEscape();
    }
  }

  private boolean passEscape() {
    if (at + 1 >= end) {
      return false;
    }
    char escaped = file.charAt(at + 1);
    int digits = escaped == 'x' ? 2 : escaped == 'u' ? 4 : escaped == 'U' ? 8 : 0;
    at += 2 + digits;
    return true;
  }
}
