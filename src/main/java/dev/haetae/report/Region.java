package dev.haetae.report;

import dev.haetae.resource.tree.Path;
import org.jspecify.annotations.Nullable;

/**
 * The part of a line that a finding is about: a key with its quotes, or the beginning of a list's
 * element. Never empty, unless the line is.
 *
 * @param line 1-based
 * @param column 1-based, in code points
 * @param endColumn 1-based, in code points, behind the last character
 */
public record Region(int line, int column, int endColumn) {
  /** Where something stands of which no more is known than its file. */
  public static final Region FIRST = new Region(1, 1, 2);

  /**
   * The region of a finding.
   *
   * @param source the text of its file; null when it is not known
   */
  public static Region of(Located located, @Nullable SourceText source) {
    return of(located.line(), located.column(), located.finding().path(), source);
  }

  /**
   * The region of the word at a place.
   *
   * @param line 1-based; 0 when the place is not known
   * @param column 1-based; 0 for the first of the line
   * @param source the text of its file; null when it is not known
   */
  public static Region at(int line, int column, @Nullable SourceText source) {
    return of(line, column, Path.ROOT, source);
  }

  private static Region of(int line, int column, Path path, @Nullable SourceText source) {
    if (line <= 0) {
      return FIRST;
    }
    int first = Math.max(1, column);
    if (source == null || !source.has(line)) {
      return new Region(line, first, first + 1);
    }
    int start = source.offset(line, first);
    int end = end(source.text(), start, source.end(line), path);
    int length = source.text().codePointCount(start, Math.max(start, end));
    return new Region(line, first, first + Math.max(1, length));
  }

  private static int end(String text, int start, int lineEnd, Path path) {
    if (start >= lineEnd) {
      return start;
    }
    char first = text.charAt(start);
    if (first == '"' || first == '\'') {
      return quoted(text, start, lineEnd);
    }
    // What the place is of is the path's nearest parent that is written.
    for (Path at = path; at != null && at.parent() != null; at = at.parent()) {
      String key = at.key();
      if (!key.isEmpty() && isKey(text, start, lineEnd, key)) {
        return start + key.length();
      }
    }
    return first == '{' || first == '['
        ? bracketed(text, start, lineEnd)
        : plain(text, start, lineEnd);
  }

  private static boolean isKey(String text, int start, int lineEnd, String key) {
    int end = start + key.length();
    if (end > lineEnd || !text.startsWith(key, start)) {
      return false;
    }
    int at = end;
    while (at < lineEnd && isBlank(text.charAt(at))) {
      at++;
    }
    return at < lineEnd && text.charAt(at) == ':';
  }

  private static int quoted(String text, int start, int lineEnd) {
    char quote = text.charAt(start);
    for (int at = start + 1; at < lineEnd; at++) {
      char c = text.charAt(at);
      if (c == '\\' && quote == '"') {
        at++;
      } else if (c == quote) {
        if (quote == '"' || at + 1 == lineEnd || text.charAt(at + 1) != quote) {
          return at + 1;
        }
        at++;
      }
    }
    return trimmed(text, start, lineEnd);
  }

  // To its closing bracket, or to the end of the line.
  private static int bracketed(String text, int start, int lineEnd) {
    int depth = 0;
    for (int at = start; at < lineEnd; at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        at = quoted(text, at, lineEnd) - 1;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return at + 1;
      }
    }
    return trimmed(text, start, lineEnd);
  }

  // A plain word ends before a comment, and where it is a key before its colon.
  private static int plain(String text, int start, int lineEnd) {
    int at = start;
    while (at < lineEnd) {
      char c = text.charAt(at);
      boolean isLast = at + 1 == lineEnd;
      if ((c == ':' && (isLast || isBlank(text.charAt(at + 1))))
          || (c == '#' && at > start && isBlank(text.charAt(at - 1)))
          || (at > start
              && (c == ',' || c == ']' || c == '}')
              && (isLast || !isWord(text.charAt(at + 1))))) {
        break;
      }
      at++;
    }
    return trimmed(text, start, Math.max(at, start + 1));
  }

  private static int trimmed(String text, int start, int end) {
    int at = end;
    while (at > start + 1 && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c);
  }
}
