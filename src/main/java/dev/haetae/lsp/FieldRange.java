package dev.haetae.lsp;

/** The part of a line that is underlined for a field: its key and, as far as it goes, its value. */
final class FieldRange {
  private static final String FLOW = ",]}";

  private final String text;
  private final int end;
  private final boolean inFlow;

  private FieldRange(String text, int start, int lineStart, int lineEnd) {
    this.text = text;
    this.end = lineEnd;
    String before = text.substring(lineStart, start);
    this.inFlow = before.indexOf('{') >= 0 || before.indexOf('[') >= 0;
  }

  /** The offset behind the field that begins at {@code start}; on the same line always. */
  static int end(DocumentText document, int start) {
    int lineEnd = document.endOfLine(start);
    if (start >= lineEnd) {
      return start;
    }
    return new FieldRange(document.text(), start, document.startOfLine(start), lineEnd).of(start);
  }

  private int of(int start) {
    int key = text.startsWith("- ", start) ? skipBlanks(start + 1) : start;
    int keyEnd = value(key, true);
    int colon = skipBlanks(keyEnd);
    if (colon >= end || text.charAt(colon) != ':') {
      return Math.max(keyEnd, Math.min(start + 1, end));
    }
    int value = skipBlanks(colon + 1);
    // A comment, a block of text, an anchor, a tag: the key says it.
    if (value >= end || "#|>&*!".indexOf(text.charAt(value)) >= 0) {
      return keyEnd;
    }
    int valueEnd = value(value, false);
    return valueEnd > value ? valueEnd : keyEnd;
  }

  // The end of a scalar or of a flow collection that ends on this line; where it begins otherwise.
  private int value(int from, boolean isKey) {
    char first = from < end ? text.charAt(from) : ' ';
    return switch (first) {
      case '"', '\'' -> quoted(from, first);
      case '{', '[' -> collection(from);
      default -> plain(from, isKey);
    };
  }

  private int quoted(int from, char quote) {
    for (int at = from + 1; at < end; at++) {
      char c = text.charAt(at);
      if (c == '\\' && quote == '"') {
        at++;
      } else if (c == quote) {
        return at + 1;
      }
    }
    return end;
  }

  private int collection(int from) {
    int depth = 0;
    for (int at = from; at < end; at++) {
      switch (text.charAt(at)) {
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (--depth == 0) {
            return at + 1;
          }
        }
        case '"', '\'' -> at = quoted(at, text.charAt(at)) - 1;
        default -> {}
      }
    }
    return from;
  }

  private int plain(int from, boolean isKey) {
    int at = from;
    while (at < end && !ends(at, isKey)) {
      at++;
    }
    while (at > from && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private boolean ends(int at, boolean isKey) {
    char c = text.charAt(at);
    boolean endsWord = at + 1 >= end || isBlank(text.charAt(at + 1));
    return (c == '#' && at > 0 && isBlank(text.charAt(at - 1)))
        || (c == ':' && isKey && endsWord)
        || (inFlow && FLOW.indexOf(c) >= 0)
        || (c == ',' && at + 1 >= end);
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
