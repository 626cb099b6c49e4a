package dev.haetae.resource.plain;

import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import org.jspecify.annotations.Nullable;

/** Reads the single values of plain YAML: words, texts in quotes on one line, texts of lines. */
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

  /**
   * The words up to a comment or the end of the line, and on the lines below that are indented
   * further; goes to the line behind. Null when they are nothing for here.
   *
   * @param outer how far what it belongs to is indented
   */
  @Nullable Value plain(int from, int outer) {
    if (!begins(from) || !words(from)) {
      return null;
    }
    int number = lines.number();
    int at = lines.word(end);
    StringBuilder folded = null;
    int first = from;
    while (letters[at] == '\n' && !lines.isUnended(at)) {
      int breaks = 1;
      int next = at + 1;
      int word = lines.word(next);
      while (letters[word] == '\n' && !lines.isUnended(word)) {
        breaks++;
        next = word + 1;
        word = lines.word(next);
      }
      if (letters[word] == '\n' || letters[word] == '#' || word - next <= outer) {
        break;
      }
      folded = (folded == null ? new StringBuilder() : folded).append(letters, first, end - first);
      fold(folded, breaks);
      if (!begins(word) || !words(word)) {
        return null;
      }
      first = word;
      number += breaks;
      at = lines.word(end);
    }
    if (!lines.isRest(end)) {
      return null;
    }
    lines.nextOf(end, number);
    String last = new String(letters, first, end - first);
    return folded == null ? YamlWords.value(last) : new StringValue(folded.append(last).toString());
  }

  // The words from here up to a comment or the end of the line; false when they mean something
  // else.
  private boolean words(int from) {
    int last = from;
    for (int at = from; letters[at] != '\n'; at++) {
      char c = letters[at];
      if (c == '#' && letters[at - 1] == ' ') {
        break;
      }
      if (!PlainLines.isCommon(c) || (c == ':' && " \n[{".indexOf(letters[at + 1]) >= 0)) {
        return false;
      }
      last = c == ' ' ? last : at;
    }
    end = last + 1;
    return true;
  }

  // Of several line breaks one is none.
  private static void fold(StringBuilder text, int breaks) {
    if (breaks == 1) {
      text.append(' ');
    } else {
      text.repeat("\n", breaks - 1);
    }
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
   * @param from of the bar that begins it, or of the angle bracket if its lines are to be folded
   * @param outer how far what it belongs to is indented
   */
  @Nullable Value block(int from, int outer) {
    boolean folds = letters[from] == '>';
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
      boolean isFirst = indent < 0;
      indent = isFirst ? words - next : indent;
      if (lines.isUnended(newline) || indent <= outer || (isEmpty && breaks == 0)) {
        return null;
      }
      if (isEmpty && newline - next <= indent) {
        breaks++;
      } else if (words - next < indent) {
        break;
      } else if ((folds && words - next > indent)
          || (letters[words] == '\t' && (folds || isFirst))
          || !isText(next + indent)) {
        // A line that is indented further is not folded.
        return null;
      } else {
        separate(value, breaks, folds);
        value.append(letters, next + indent, newline - next - indent);
        breaks = 1;
      }
      at = newline;
      number++;
    }
    lines.nextOf(at, number);
    int last = chomping == '+' ? breaks : chomping == '-' ? 0 : 1;
    return breaks == 0 ? null : new StringValue(value.repeat("\n", last).toString());
  }

  private static void separate(StringBuilder value, int breaks, boolean folds) {
    if (folds && breaks > 0) {
      fold(value, breaks);
    } else {
      value.repeat("\n", breaks);
    }
  }

  // Within a text a tab is one.
  private boolean isText(int at) {
    while (letters[at] != '\n') {
      if (!PlainLines.isCommon(letters[at]) && letters[at] != '\t') {
        return false;
      }
      at++;
    }
    return true;
  }
}
