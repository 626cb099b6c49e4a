package dev.haetae.resource.text;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML as kubectl prints it, line by line: the short way of {@link YamlReader} for what is
 * large, in a tenth of the time.
 *
 * <p>It gives up, without a reason, on everything that is wrong, beyond the limits or merely
 * uncommon: a comment, a carriage return, a text of several lines but for a literal one, a key in
 * quotes or written twice, a flow that is not empty, an anchor, a tag. {@link YamlReader} then
 * reads the text from its beginning. So there is one place that refuses a text and says why; here
 * is only to be shown that what is read, is read as there.
 */
final class PrintedYamlReader {
  private static final int LONGEST_KEY = 256;
  // What cannot begin a word, since it means something else there.
  private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@` ";

  private final String text;
  private final Limits limits;
  private final OpenValues open = new OpenValues(true);
  private int line;
  private int values;
  // The line that is read next: where it begins, its first letter behind the spaces, its end.
  private int start;
  private int letter;
  private int end;

  private PrintedYamlReader(String text, int firstLine, Limits limits) {
    this.text = text;
    this.limits = limits;
    this.line = firstLine;
  }

  /** The document that {@code text} holds; null when it is nothing for here. */
  static @Nullable Document read(String text, int firstLine, int index, Limits limits) {
    PrintedYamlReader reader = new PrintedYamlReader(text, firstLine, limits);
    reader.to(0);
    Position first = new Position(reader.line, reader.indent() + 1);
    Value root = reader.isEnd() ? null : reader.block(0);
    return root == null || !reader.isEnd() ? null : new Document(root, index, first, List.of());
  }

  private boolean isEnd() {
    return start >= text.length();
  }

  // Of what is behind the last line nothing is indented.
  private int indent() {
    return isEnd() ? -1 : letter - start;
  }

  private void nextLine() {
    line++;
    to(end + 1);
  }

  // Goes to the first line from an offset on that is not empty.
  private void to(int from) {
    start = from;
    while (start < text.length()) {
      letter = start;
      while (letter < text.length() && text.charAt(letter) == ' ') {
        letter++;
      }
      int newline = text.indexOf('\n', letter);
      end = newline < 0 ? text.length() : newline;
      if (letter < end) {
        return;
      }
      start = end + 1;
      line++;
    }
  }

  private boolean isItem() {
    return !isEnd() && text.startsWith("- ", letter);
  }

  // What begins on this line: a list or an object.
  private @Nullable Value block(int depth) {
    int indent = indent();
    return isItem() ? list(indent, depth) : object(indent, depth);
  }

  private boolean counts(int depth) {
    return depth <= limits.depth() && ++values <= limits.values();
  }

  private @Nullable Value list(int indent, int depth) {
    if (!counts(depth)) {
      return null;
    }
    int base = open.size();
    while (indent() == indent && isItem()) {
      letter += 2;
      long position = Position.pack(line, letter - start + 1);
      Value value = isEntry() ? object(indent + 2, depth + 1) : scalar(letter, indent, depth + 1);
      if (value == null || indent() > indent) {
        return null;
      }
      open.push(null, value, position);
    }
    return open.array(base);
  }

  // Whether a key is on the line; what looks like one within quotes is none, and none for here.
  private boolean isEntry() {
    return letter < end
        && "\"'".indexOf(text.charAt(letter)) < 0
        && (text.charAt(end - 1) == ':' || text.indexOf(": ", letter, end) >= 0);
  }

  private @Nullable Value object(int indent, int depth) {
    if (!counts(depth)) {
      return null;
    }
    int base = open.size();
    long mask = 0;
    Map<String, Integer> index = null;
    do {
      String key = key();
      if (key == null) {
        return null;
      }
      long position = Position.pack(line, indent + 1);
      Value value = value(letter + key.length() + 1, indent, depth + 1);
      if (value == null || indent() > indent) {
        return null;
      }
      if (index == null && open.size() - base > OpenValues.LINEAR) {
        index = open.index(base);
      }
      long bit = ObjectValue.bit(key);
      if ((mask & bit) != 0 && open.find(base, index, key) >= 0) {
        return null;
      }
      mask |= bit;
      if (index != null) {
        index.put(key, open.size());
      }
      open.push(key, value, position);
    } while (indent() == indent && !isItem());
    return open.object(base, mask);
  }

  // A plain word, of letters that mean nothing else, which is no number or truth value.
  private @Nullable String key() {
    int at = letter;
    while (at < end && isKeyLetter(text.charAt(at))) {
      at++;
    }
    boolean isKey =
        at > letter
            && at - letter <= LONGEST_KEY
            && Character.isLetter(text.charAt(letter))
            && at < end
            && text.charAt(at) == ':'
            && (at + 1 == end || text.charAt(at + 1) == ' ');
    String key = isKey ? text.substring(letter, at) : "";
    return isKey && YamlScalars.plain(key) instanceof StringValue ? FieldNames.of(key) : null;
  }

  private static boolean isKeyLetter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '/'
        || c == '_';
  }

  // What is behind a colon, or on the lines below.
  private @Nullable Value value(int from, int indent, int depth) {
    if (from < end) {
      return scalar(from + 1, indent, depth);
    }
    nextLine();
    if (indent() > indent || (indent() == indent && isItem())) {
      return block(depth);
    }
    return counts(depth) ? NullValue.NULL : null;
  }

  // The single value that takes the rest of the line, and goes to the next one.
  private @Nullable Value scalar(int from, int indent, int depth) {
    if (from >= end || !counts(depth)) {
      return null;
    }
    Value value =
        switch (text.charAt(from)) {
          case '|' -> literal(from, indent);
          case '"' -> doublyQuoted(from);
          case '\'' -> quoted(from);
          case '{' -> isRest(from, "{}") ? ObjectValue.EMPTY : null;
          case '[' -> isRest(from, "[]") ? ArrayValue.EMPTY : null;
          default -> plain(from);
        };
    if (value != null && text.charAt(from) != '|') {
      nextLine();
    }
    return value;
  }

  private boolean isRest(int from, String rest) {
    return end - from == rest.length() && text.startsWith(rest, from);
  }

  private @Nullable Value plain(int from) {
    char first = text.charAt(from);
    boolean begins =
        INDICATORS.indexOf(first) < 0
            || (first == '-' && from + 1 < end && text.charAt(from + 1) != ' ');
    if (!begins || text.charAt(end - 1) == ' ') {
      return null;
    }
    char before = first;
    for (int at = from; at < end; at++) {
      char c = text.charAt(at);
      boolean isNext = at + 1 == end || text.charAt(at + 1) == ' ';
      boolean opens = !isNext && "[{".indexOf(text.charAt(at + 1)) >= 0;
      if (!isCommon(c) || (c == ':' && (isNext || opens)) || (c == '#' && before == ' ')) {
        return null;
      }
      before = c;
    }
    return YamlScalars.plain(text.substring(from, end));
  }

  // Letters that YAML allows and nobody takes for a space, a line break or nothing.
  private static boolean isCommon(char c) {
    return (c >= ' ' && c < 0x7F) || (c >= 0xA1 && c < 0x2000) || (c >= 0x3001 && c < 0xD800);
  }

  private @Nullable Value quoted(int from) {
    if (text.charAt(end - 1) != '\'' || end - from < 2) {
      return null;
    }
    StringBuilder value = new StringBuilder(end - from);
    for (int at = from + 1; at < end - 1; at++) {
      char c = text.charAt(at);
      if (c == '\'') {
        at++;
        if (at == end - 1 || text.charAt(at) != '\'') {
          return null;
        }
      }
      if (!isCommon(c)) {
        return null;
      }
      value.append(c);
    }
    return new StringValue(value.toString());
  }

  private @Nullable Value doublyQuoted(int from) {
    if (text.charAt(end - 1) != '"' || end - from < 2) {
      return null;
    }
    StringBuilder value = new StringBuilder(end - from);
    for (int at = from + 1; at < end - 1; at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
        int escape = at == end - 1 ? -1 : "\"\\nt".indexOf(text.charAt(at));
        if (escape < 0) {
          return null;
        }
        c = "\"\\\n\t".charAt(escape);
      } else if (c == '"' || !isCommon(c)) {
        return null;
      }
      value.append(c);
    }
    return new StringValue(value.toString());
  }

  // The lines below that are indented further, each without the indent of the first.
  private @Nullable Value literal(int from, int outer) {
    char chomping = end == from + 1 ? ' ' : text.charAt(end - 1);
    if (end > from + 2 || (end == from + 2 && chomping != '-' && chomping != '+')) {
      return null;
    }
    StringBuilder value = new StringBuilder();
    int indent = -1;
    int breaks = 0;
    for (int next = end + 1; next < text.length(); next = end + 1) {
      int newline = text.indexOf('\n', next);
      int words = next;
      while (words < newline && text.charAt(words) == ' ') {
        words++;
      }
      boolean isEmpty = words == newline;
      indent = indent < 0 ? words - next : indent;
      if (newline < 0 || indent <= outer || (isEmpty && breaks == 0)) {
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
      end = newline;
      line++;
    }
    nextLine();
    int last = chomping == '+' ? breaks : chomping == '-' ? 0 : 1;
    return breaks == 0 ? null : new StringValue(value.repeat("\n", last).toString());
  }

  private boolean append(StringBuilder value, int breaks, int from, int to) {
    value.repeat("\n", breaks);
    for (int at = from; at < to; at++) {
      if (!isCommon(text.charAt(at))) {
        return false;
      }
    }
    value.append(text, from, to);
    return true;
  }
}
