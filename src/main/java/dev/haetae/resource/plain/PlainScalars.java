package dev.haetae.resource.plain;

import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import org.jspecify.annotations.Nullable;

/** Reads the single values of plain YAML: words, texts in quotes on one line, literal texts. */
final class PlainScalars {
  // What cannot begin a word, since it means something else there.
  private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@` \n";

  private final PlainLines lines;
  private final char[] letters;
  private int end;

  PlainScalars(PlainLines lines) {
    this.lines = lines;
    letters = lines.letters;
  }

  /** Behind the value that was read last. */
  int end() {
    return end;
  }

  /** Returns whether a word begins here. */
  boolean begins(int at) {
    char first = letters[at];
    return INDICATORS.indexOf(first) < 0
        || (first == '-' && letters[at + 1] != ' ' && letters[at + 1] != '\n');
  }

  /** The words up to a comment or the end of the line; null when they are nothing for here. */
  @Nullable Value plain(int from) {
    if (!begins(from)) {
      return null;
    }
    int last = from;
    for (int at = from; letters[at] != '\n'; at++) {
      char c = letters[at];
      if (c == '#' && letters[at - 1] == ' ') {
        break;
      }
      if (!PlainLines.isCommon(c) || (c == ':' && " \n[{".indexOf(letters[at + 1]) >= 0)) {
        return null;
      }
      last = c == ' ' ? last : at;
    }
    end = last + 1;
    return YamlWords.value(new String(letters, from, end - from));
  }

  /** The text in quotes; null when it does not end on its line, or is nothing for here. */
  @Nullable Value quoted(int from) {
    return letters[from] == '"' ? doublyQuoted(from) : singlyQuoted(from);
  }

  private @Nullable Value singlyQuoted(int from) {
    StringBuilder escaped = null;
    int part = from + 1;
    int at = part;
    while (PlainLines.isCommon(letters[at])) {
      if (letters[at++] != '\'') {
        continue;
      }
      if (letters[at] != '\'') {
        end = at;
        return text(escaped, part, at - 1);
      }
      escaped = (escaped == null ? new StringBuilder() : escaped).append(letters, part, at - part);
      at++;
      part = at;
    }
    return null;
  }

  private @Nullable Value doublyQuoted(int from) {
    StringBuilder escaped = null;
    int part = from + 1;
    int at = part;
    while (PlainLines.isCommon(letters[at])) {
      char c = letters[at++];
      if (c == '"') {
        end = at;
        return text(escaped, part, at - 1);
      }
      if (c == '\\') {
        escaped = escaped == null ? new StringBuilder() : escaped;
        escaped.append(letters, part, at - 1 - part);
        int escape = "\"\\nt".indexOf(letters[at++]);
        if (escape < 0) {
          return null;
        }
        escaped.append("\"\\\n\t".charAt(escape));
        part = at;
      }
    }
    return null;
  }

  private Value text(@Nullable StringBuilder escaped, int from, int to) {
    return new StringValue(
        escaped == null
            ? new String(letters, from, to - from)
            : escaped.append(letters, from, to - from).toString());
  }

  /**
   * The lines below that are indented further, each without the indent of the first; goes to the
   * line behind.
   *
   * @param from of the bar that begins it
   * @param outer how far what it belongs to is indented
   */
  @Nullable Value literal(int from, int outer) {
    char chomping = letters[from + 1];
    boolean isBare = chomping == '\n';
    if (!isBare && (letters[from + 2] != '\n' || (chomping != '-' && chomping != '+'))) {
      return null;
    }
    StringBuilder value = new StringBuilder();
    int indent = -1;
    int breaks = 0;
    int number = lines.number();
    int at = isBare ? from + 1 : from + 2;
    while (!lines.isUnended(at + 1)) {
      int next = at + 1;
      int words = lines.word(next);
      int newline = lines.endOf(words);
      boolean isEmpty = words == newline;
      indent = indent < 0 ? words - next : indent;
      if (lines.isUnended(newline) || indent <= outer || (isEmpty && breaks == 0)) {
        return null;
      }
      if (isEmpty && newline - next <= indent) {
        breaks++;
      } else if (words - next < indent) {
        break;
      } else if (append(value, breaks, next + indent, newline)) {
        breaks = 1;
      } else {
        return null;
      }
      at = newline;
      number++;
    }
    lines.nextOf(at, number);
    int last = chomping == '+' ? breaks : chomping == '-' ? 0 : 1;
    return breaks == 0 ? null : new StringValue(value.repeat("\n", last).toString());
  }

  private boolean append(StringBuilder value, int breaks, int from, int to) {
    value.repeat("\n", breaks).append(letters, from, to - from);
    return lines.isComment(from);
  }
}
