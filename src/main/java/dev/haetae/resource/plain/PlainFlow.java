package dev.haetae.resource.plain;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.OpenValues;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Value;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what plain YAML has in brackets and braces, on one line or several. */
final class PlainFlow {
  private final PlainLines lines;
  private final PlainScalars scalars;
  private final PlainYaml.Budget budget;
  private final UnaryOperator<String> names;
  private final OpenValues open;
  private final char[] letters;
  private int at;
  // The number of the line, and where it begins.
  private int number;
  private int start;

  PlainFlow(
      PlainLines lines,
      PlainScalars scalars,
      PlainYaml.Budget budget,
      UnaryOperator<String> names,
      OpenValues open) {
    this.lines = lines;
    this.scalars = scalars;
    this.budget = budget;
    this.names = names;
    this.open = open;
    letters = lines.letters;
  }

  /**
   * The value that begins with a bracket; goes to the line behind. Null when it is not for here.
   */
  @Nullable Value read(int from, int depth) {
    at = from;
    number = lines.number();
    start = lines.start();
    Value value = value(depth);
    if (value == null || !lines.isRest(at)) {
      return null;
    }
    lines.nextOf(at, number);
    return value;
  }

  private @Nullable Value value(int depth) {
    if (!budget.holds(depth)) {
      return null;
    }
    return switch (letters[at]) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"', '\'' -> quoted();
      default -> word();
    };
  }

  private long position() {
    return Position.pack(number, at - start + 1);
  }

  // Past spaces, line breaks and comments; false at what is nothing for here.
  private boolean toWord() {
    at = lines.word(at);
    while (letters[at] == '\n' || letters[at] == '#') {
      if (letters[at] == '#') {
        if (letters[at - 1] != ' ' && at > start) {
          return false;
        }
        if (!lines.isComment(at)) {
          return false;
        }
        at = lines.endOf(at);
      }
      if (lines.isUnended(at)) {
        return false;
      }
      at++;
      start = at;
      number++;
      at = lines.word(at);
    }
    // A document may end here.
    return at > start || (letters[at] != '-' && letters[at] != '.');
  }

  // To the next element; false behind the last, or where none can be.
  private boolean toNext(char last) {
    if (!toWord() || letters[at] != ',') {
      return false;
    }
    at++;
    return toWord() && letters[at] != last;
  }

  // Past the bracket that ends it.
  private boolean ends(char last) {
    return letters[at++] == last;
  }

  private @Nullable Value array(int depth) {
    int base = open.size();
    at++;
    boolean holds = toWord() && letters[at] != ']';
    while (holds) {
      long position = position();
      Value value = value(depth + 1);
      if (value == null) {
        return null;
      }
      open.push(null, value, position);
      holds = toNext(']');
    }
    return ends(']') ? open.array(base) : null;
  }

  private @Nullable Value object(int depth) {
    int base = open.size();
    long mask = 0;
    at++;
    boolean holds = toWord() && letters[at] != '}';
    while (holds) {
      long position = position();
      String key = key();
      Value value = key == null || !toWord() ? null : value(depth + 1);
      if (key == null || value == null) {
        return null;
      }
      long bit = ObjectValue.bit(key);
      if ((mask & bit) != 0 && open.find(base, null, key) >= 0) {
        return null;
      }
      mask |= bit;
      // Those that are sought one by one are few.
      if (open.size() - base > OpenValues.LINEAR) {
        return null;
      }
      open.push(key, value, position);
      holds = toNext('}');
    }
    if (!ends('}')) {
      return null;
    }
    return open.size() == base ? ObjectValue.EMPTY : open.object(base, mask);
  }

  // The key and its colon.
  private @Nullable String key() {
    int from = at;
    boolean isQuoted = letters[at] == '"' || letters[at] == '\'';
    String key = isQuoted ? PlainYaml.text(quoted()) : PlainYaml.word(letters, at);
    if (key == null) {
      return null;
    }
    at += isQuoted ? 0 : key.length();
    boolean isKey =
        letters[at] == ':'
            && (letters[at + 1] == ' ' || letters[at + 1] == '\n')
            && at - from <= PlainYaml.LONGEST_KEY;
    at++;
    return isKey ? names.apply(key) : null;
  }

  private @Nullable Value quoted() {
    Value value = scalars.quoted(at);
    at = scalars.end();
    return value;
  }

  private @Nullable Value word() {
    if (!scalars.begins(at)) {
      return null;
    }
    int from = at;
    int last = at;
    while (",]}\n".indexOf(letters[at]) < 0) {
      char c = letters[at];
      if (!PlainLines.isCommon(c)
          || "#?[{".indexOf(c) >= 0
          || (c == ':' && !joins(letters[at + 1]))) {
        return null;
      }
      last = c == ' ' ? last : at;
      at++;
    }
    return YamlWords.value(new String(letters, from, last + 1 - from));
  }

  // Whether a colon before it is a part of the word.
  private static boolean joins(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '/' && c <= '9');
  }
}
