package dev.haetae.resource.plain;

import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.OpenValues;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML as kubectl prints it and as most people write it, line by line: the short way of
 * {@code YamlReader}, in a tenth of the time, and without SnakeYAML's classes.
 *
 * <p>It gives up, without a reason, on everything that is wrong, beyond the limits or merely
 * uncommon: a tab between words, a carriage return, a text in quotes of several lines, a key
 * written twice or of several words, an anchor, a tag. {@code YamlReader} then reads the text from
 * its beginning. So there is one place that refuses a text and says why; here is only to be shown
 * that what is read, is read as there.
 */
public final class PlainYaml {
  static final int LONGEST_KEY = 256;

  private final PlainLines lines;
  private final PlainScalars scalars;
  private final PlainFlow flow;
  private final Budget budget;
  private final UnaryOperator<String> names;
  private final OpenValues open = new OpenValues(true);
  // Behind the colon of the key that was read last.
  private int behind;

  private PlainYaml(String text, int firstLine, Budget budget, UnaryOperator<String> names) {
    this.lines = new PlainLines(text, firstLine);
    this.budget = budget;
    this.names = names;
    scalars = new PlainScalars(lines);
    flow = new PlainFlow(lines, scalars, budget, names, open);
  }

  /** What may still be read. */
  static final class Budget {
    private final int deepest;
    private int left;

    Budget(int depth, int values) {
      deepest = depth;
      left = values;
    }

    /** Counts a value; false when there are too many, or it lies too deep. */
    boolean holds(int depth) {
      return depth <= deepest && --left >= 0;
    }
  }

  /**
   * Returns whether a text holds nothing but comments.
   *
   * @return false also when it is nothing for here
   */
  public static boolean isBlank(String text) {
    PlainLines lines = new PlainLines(text, 1);
    return lines.isEnd() && lines.isCommon();
  }

  /**
   * The document that {@code text} holds; null when it holds none, or is nothing for here.
   *
   * @param firstLine the 1-based line of the file at which the text begins
   * @param index 0-based number of the document in the file
   * @param depth how deep it may nest
   * @param values how many values it may hold
   * @param names gives the string to take for a key
   */
  public static @Nullable Document read(
      String text, int firstLine, int index, int depth, int values, UnaryOperator<String> names) {
    return new PlainYaml(text, firstLine, new Budget(depth, values), names).read(index);
  }

  private @Nullable Document read(int index) {
    if (lines.indent() == 0 && isMark(lines.first())) {
      if (!lines.isRest(lines.first() + 3)) {
        return null;
      }
      lines.next();
    }
    Position first = new Position(lines.number(), lines.indent() + 1);
    Value root = lines.isEnd() ? null : block(0);
    return root == null || !lines.isEnd() || !lines.isCommon()
        ? null
        : new Document(root, index, first, List.of());
  }

  private boolean isMark(int at) {
    char[] letters = lines.letters;
    return letters[at] == '-' && letters[at + 1] == '-' && letters[at + 2] == '-';
  }

  // What begins on this line: a list or an object.
  private @Nullable Value block(int depth) {
    if (lines.isItem()) {
      return list(lines.indent(), depth);
    }
    String key = key();
    return key == null ? null : object(key, lines.indent(), depth);
  }

  private @Nullable Value list(int indent, int depth) {
    if (!budget.holds(depth)) {
      return null;
    }
    int base = open.size();
    while (lines.indent() == indent && lines.isItem()) {
      lines.enterItem();
      long position = Position.pack(lines.number(), lines.indent() + 1);
      String key = key();
      Value value =
          key == null
              ? scalar(lines.first(), indent, depth + 1)
              : object(key, lines.indent(), depth + 1);
      if (value == null || lines.indent() > indent) {
        return null;
      }
      open.push(null, value, position);
    }
    return open.array(base);
  }

  private @Nullable Value object(String first, int indent, int depth) {
    if (!budget.holds(depth)) {
      return null;
    }
    int base = open.size();
    long mask = 0;
    Map<String, Integer> index = null;
    String key = first;
    while (true) {
      long position = Position.pack(lines.number(), indent + 1);
      Value value = value(indent, depth + 1);
      if (value == null || lines.indent() > indent) {
        return null;
      }
      long bit = ObjectValue.bit(key);
      if ((mask & bit) != 0 && open.find(base, index, key) >= 0) {
        return null;
      }
      mask |= bit;
      index = open.push(base, index, key, value, position);
      if (lines.indent() != indent || lines.isItem()) {
        return open.object(base, mask);
      }
      key = key();
      if (key == null) {
        return null;
      }
    }
  }

  // The key with which the line begins; null when there is none, or none for here.
  private @Nullable String key() {
    int from = lines.first();
    char[] letters = lines.letters;
    boolean isQuoted = letters[from] == '"' || letters[from] == '\'';
    String key = isQuoted ? text(scalars.quoted(from)) : word(letters, from);
    if (key == null) {
      return null;
    }
    int end = isQuoted ? scalars.end() : from + key.length();
    boolean isKey =
        letters[end] == ':'
            && (letters[end + 1] == ' ' || letters[end + 1] == '\n')
            && end - from <= LONGEST_KEY;
    behind = end + 1;
    return isKey ? names.apply(key) : null;
  }

  /** The key that a text in quotes makes; null when it is nothing for here, as << is. */
  static @Nullable String text(@Nullable Value quoted) {
    return quoted instanceof StringValue text
            && !text.text().isEmpty()
            && text.text().charAt(0) != '<'
        ? text.text()
        : null;
  }

  /** The plain word, of letters that mean nothing else, which is no number or truth value. */
  static @Nullable String word(char[] letters, int from) {
    int at = from;
    while (isKeyLetter(letters[at])) {
      at++;
    }
    if (at == from || letters[at] != ':' || at - from > LONGEST_KEY || letters[from] == '-') {
      return null;
    }
    String key = new String(letters, from, at - from);
    return YamlWords.value(key) instanceof StringValue ? key : null;
  }

  private static boolean isKeyLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= '9') || c == '_';
  }

  // What is behind a colon, or on the lines below.
  private @Nullable Value value(int indent, int depth) {
    int from = lines.word(behind);
    if (lines.letters[from] != '\n' && lines.letters[from] != '#') {
      return scalar(from, indent, depth);
    }
    if (!lines.isRest(behind)) {
      return null;
    }
    lines.next();
    if (lines.indent() > indent || (lines.indent() == indent && lines.isItem())) {
      return block(depth);
    }
    return budget.holds(depth) ? NullValue.NULL : null;
  }

  // The single value behind a colon or dash; goes to the line behind it.
  private @Nullable Value scalar(int from, int indent, int depth) {
    char first = lines.letters[from];
    if (first == '{' || first == '[') {
      return flow.read(from, depth);
    }
    if (!budget.holds(depth)) {
      return null;
    }
    if (first == '|' || first == '>') {
      return scalars.block(from, indent);
    }
    if (first != '"' && first != '\'') {
      return scalars.plain(from, indent);
    }
    Value value = scalars.quoted(from);
    if (value == null || !lines.isRest(scalars.end())) {
      return null;
    }
    lines.next();
    return value;
  }
}
