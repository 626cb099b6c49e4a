package dev.haetae.resource.text;

import dev.haetae.resource.tree.Text;
import org.jspecify.annotations.Nullable;

/** Turns a YAML syntax error into a sentence that says what to write instead. */
final class YamlHints {

  private YamlHints() {}

  /**
   * The error for {@code problem} at a place of {@code text}.
   *
   * @param problem the parser's own words
   * @param line 0-based
   * @param column 0-based
   * @param firstLine the 1-based line of the file at which the text begins
   */
  static UnreadableException explain(
      @Nullable String problem, String text, int line, int column, int firstLine) {
    UnreadableException template = Templates.find(text, firstLine);
    if (template != null) {
      return template;
    }
    String[] lines = text.split("\n", -1);
    int at = Math.min(line, lines.length - 1);
    // The parser often stumbles a line or more after the cause: look back for one that we know.
    for (int i = at; i >= 0 && i >= at - 3; i--) {
      int placeholder = placeholder(lines[i]);
      if (placeholder >= 0) {
        return at(
            "a value that begins with { is a mapping in YAML; put it in quotes: \"{…}\"",
            firstLine + i,
            placeholder + 1);
      }
      UnreadableException lookalike = Lookalikes.find(lines[i], firstLine + i);
      if (lookalike != null) {
        return lookalike;
      }
      int slashes = slashes(lines[i]);
      if (slashes >= 0 && !lines[i].stripLeading().startsWith("#")) {
        return at("// begins no comment in YAML; write # instead", firstLine + i, slashes + 1);
      }
    }
    int tab = leadingTab(lines[at]);
    if (tab >= 0) {
      return at("a tab cannot indent in YAML; use spaces", firstLine + at, tab + 1);
    }
    for (int i = 0; i < at; i++) {
      UnreadableException indenting = Lookalikes.findIndenting(lines[i], firstLine + i);
      if (indenting != null) {
        return indenting;
      }
    }
    return at(sentence(problem), firstLine + line, column + 1);
  }

  private static String sentence(@Nullable String problem) {
    String words = problem == null ? "" : problem;
    if (words.contains("mapping values are not allowed")) {
      return "a second \": \" on this line is not allowed; quote the value or check the"
          + " indentation";
    }
    if (words.contains("expected <block end>") || words.contains("could not find expected ':'")) {
      return "a key, or the end of this block, is expected here; check the indentation and the"
          + " colon";
    }
    if (words.contains("cannot start any token")) {
      return "this character cannot begin a value; put the value in quotes";
    }
    if (words.contains("undefined alias")) {
      return "this alias names no anchor of its document; write one above it";
    }
    if (words.contains("unexpected end of stream")) {
      return "a quoted text is not closed";
    }
    return "this is no valid YAML" + (words.isEmpty() ? "" : " (" + Text.shorten(words) + ")");
  }

  // Where a value begins with {…} and goes on behind it: "name: {{ x }}-web"; -1 when none does.
  private static int placeholder(String line) {
    int open = -1;
    boolean closed = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (closed && !isSpace(c)) {
        return open;
      }
      if (open < 0 || c == ',' || c == ':') {
        open = c == '{' && beginsValue(line, i) ? i : -1;
      } else if (c == '}') {
        closed = true;
      }
    }
    return -1;
  }

  // Behind a colon or a dash, and at least one space.
  private static boolean beginsValue(String line, int at) {
    int i = at - 1;
    while (i >= 0 && isSpace(line.charAt(i))) {
      i--;
    }
    return i >= 0 && i < at - 1 && (line.charAt(i) == ':' || line.charAt(i) == '-');
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  // Where // begins a word; -1 where none does.
  private static int slashes(String line) {
    for (int at = line.indexOf("//"); at >= 0; at = line.indexOf("//", at + 1)) {
      if (at == 0 || isSpace(line.charAt(at - 1))) {
        return at;
      }
    }
    return -1;
  }

  private static int leadingTab(String line) {
    for (int i = 0; i < line.length() && Character.isWhitespace(line.charAt(i)); i++) {
      if (line.charAt(i) == '\t') {
        return i;
      }
    }
    return -1;
  }

  private static UnreadableException at(String sentence, int line, int column) {
    return new UnreadableException(sentence, line, column);
  }

  /** The index of the first character that YAML does not allow; -1 when there is none. */
  static int firstSpecial(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fine =
          c == '\t'
              || c == '\n'
              || c == '\r'
              || c == 0x85
              || (c >= 0x20 && c < 0x7f)
              || (c >= 0xa0 && c != 0xfffe && c != 0xffff);
      if (!fine) {
        return i;
      }
    }
    return -1;
  }
}
