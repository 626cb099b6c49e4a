package dev.haetae.render.chart;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a template as YAML sees it.
 *
 * @param skeleton the line without what stands in braces: a sign where something is printed there
 * @param blocks what its actions open and close, in order: {@code d} a definition, {@code o}
 *     another block, {@code e} the end of one
 * @param startsInAction whether it begins within braces
 * @param endsInAction whether it ends within braces
 * @param trims whether what follows the line is glued to what stands before it
 */
record TemplateLine(
    String skeleton, String blocks, boolean startsInAction, boolean endsInAction, boolean trims) {
  /** The sign for an action that prints. */
  static final char PRINTED = '\u0001';

  private static final Pattern VALUE =
      Pattern.compile("(?:[^\\s:#\"'\\[{][^:#]*|\"[^\"]*\"|'[^']*'):(?:[ \\t]+(.*))?");
  private static final Pattern BLOCK =
      Pattern.compile("(?:[!&]\\S*\\s+)*[|>][-+0-9]{0,2}(?:\\s+#.*)?\\s*\u0001*\\s*");

  /** The number of blanks that it begins with. */
  int indent() {
    int at = 0;
    while (at < skeleton.length() && skeleton.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /** Returns whether there is nothing on it but actions. */
  boolean isBare() {
    return skeleton.replace(PRINTED, ' ').isBlank();
  }

  /** Returns whether something of it gets into the text that is no comment. */
  boolean prints() {
    String text = skeleton.strip();
    return !text.isEmpty()
        && text.charAt(0) != '#'
        && text.charAt(0) != '%'
        && !text.startsWith("---")
        && !text.startsWith("...");
  }

  /** The column of its key, or of the dash before its only value: what follows is deeper. */
  int depth() {
    int at = indent();
    while (skeleton.startsWith("- ", at)) {
      int next = at + 2;
      while (next < skeleton.length() && skeleton.charAt(next) == ' ') {
        next++;
      }
      if (!VALUE.matcher(skeleton.substring(next).stripTrailing()).matches()
          && !skeleton.startsWith("- ", next)) {
        return at;
      }
      at = next;
    }
    return at;
  }

  /** The value on it, behind the key or the dash; empty when there is none. */
  String value() {
    String text = skeleton.strip();
    while (text.startsWith("- ")) {
      text = text.substring(2).strip();
    }
    Matcher keyed = VALUE.matcher(text);
    if (!keyed.matches()) {
      return text.equals("-") ? "" : text;
    }
    return keyed.group(1) == null ? "" : keyed.group(1).strip();
  }

  /** Returns whether a block of text follows it. */
  boolean opensText() {
    return BLOCK.matcher(value()).matches();
  }

  /** The quote that its value opens and does not close; 0 when there is none. */
  char openQuote() {
    String value = value();
    char quote = value.isEmpty() ? 0 : value.charAt(0);
    return (quote == '"' || quote == '\'') && !closes(value, 1, quote) ? quote : 0;
  }

  /** Returns whether a quoted text that began further up ends on it. */
  boolean closes(char quote) {
    return closes(skeleton, 0, quote);
  }

  private static boolean closes(String text, int from, char quote) {
    for (int i = from; i < text.length(); i++) {
      if (quote == '"' ? text.charAt(i) == '\\' : text.startsWith("''", i)) {
        i++;
      } else if (text.charAt(i) == quote) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether its value is a plain word or several, which the next line may go on with. */
  boolean isPlain() {
    String value = value();
    return !value.isEmpty()
        && !value.endsWith(":")
        && "\"'[{|>&*!#\u0001".indexOf(value.charAt(0)) < 0;
  }
}
