package dev.haetae.resource.text;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The templates among texts that are no YAML: those with placeholders for a program that makes a
 * manifest of them, such as {@code {{ .Values.name }}}.
 */
public final class Templates {
  private static final String RENDER = "a template: render it first";

  /** What to say of a placeholder in {@code {{ }}}. */
  static final String RENDERED_BY_HELM = RENDER + " (helm template, or what it was written for)";

  private static final List<String> SIGNS = List.of("{{", "{%", "<%", "${", "@", "%");
  private static final Pattern BETWEEN_SIGNS = Pattern.compile("@[A-Za-z0-9_.]+@|%[A-Za-z0-9_.]+%");

  private final String text;
  private int blockIndent = -1;

  private Templates(String text) {
    this.text = text;
  }

  /**
   * What to say of a text that cannot be read, at its first placeholder that is no part of a quoted
   * text, of a text block or of a comment; null when there is none.
   *
   * @param firstLine the 1-based line of the file at which the text begins
   */
  public static @Nullable UnreadableException find(String text, int firstLine) {
    return SIGNS.stream().anyMatch(text::contains) ? new Templates(text).find(firstLine) : null;
  }

  private @Nullable UnreadableException find(int firstLine) {
    int line = firstLine;
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      int place = isInBlock(start, end) ? -1 : placeholder(start, end);
      if (place >= 0) {
        int column = 1 + text.codePointCount(start, place);
        return new UnreadableException(sentence(place), line, column);
      }
      start = end + 1;
      line++;
    }
    return null;
  }

  // The text behind | or > is as long as its lines are indented further.
  private boolean isInBlock(int start, int end) {
    int first = start;
    while (first < end && text.charAt(first) == ' ') {
      first++;
    }
    if (blockIndent >= 0 && (first == end || first - start > blockIndent)) {
      return true;
    }
    blockIndent = opensBlock(start, end) ? first - start : -1;
    return false;
  }

  private boolean opensBlock(int start, int end) {
    int at = end - 1;
    while (at > start && (Character.isWhitespace(text.charAt(at)) || isBlockOption(at))) {
      at--;
    }
    return at > start
        && (text.charAt(at) == '|' || text.charAt(at) == '>')
        && text.charAt(at - 1) == ' ';
  }

  private boolean isBlockOption(int at) {
    char c = text.charAt(at);
    return c == '+' || c == '-' || (c >= '1' && c <= '9');
  }

  // Where a placeholder begins a line, a value or an element; -1 when none does.
  private int placeholder(int start, int end) {
    boolean begins = true;
    boolean first = true;
    int at = start;
    while (at < end) {
      char c = text.charAt(at);
      if (begins && (opensValue(at, end) || (first && opensLine(at)))) {
        return at;
      }
      if (begins && (c == '"' || c == '\'')) {
        at = afterQuoted(at, end);
        begins = false;
      } else if (c == '#' && (at == start || text.charAt(at - 1) == ' ')) {
        return -1;
      } else {
        boolean isBlank = c == ' ' || c == '\t';
        boolean opens = c == '[' || c == '{' || c == ',';
        begins = opens || ((c == ':' || c == '-') && isBlank(at + 1, end)) || (begins && isBlank);
        first = first && isBlank;
        at++;
      }
    }
    return -1;
  }

  private boolean isBlank(int at, int end) {
    return at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t');
  }

  private boolean opensValue(int at, int end) {
    return opens(at, "{{")
        || opens(at, "{%")
        || ((text.charAt(at) == '@' || text.charAt(at) == '%')
            && BETWEEN_SIGNS.matcher(text).region(at, end).lookingAt());
  }

  private boolean opensLine(int at) {
    return opens(at, "<%") || opens(at, "${");
  }

  private boolean opens(int at, String placeholder) {
    return text.startsWith(placeholder, at);
  }

  private int afterQuoted(int at, int end) {
    char quote = text.charAt(at);
    int i = at + 1;
    while (i < end && text.charAt(i) != quote) {
      i += quote == '"' && text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, end);
  }

  private String sentence(int at) {
    if (opens(at, "{{")) {
      return RENDERED_BY_HELM;
    }
    if (opens(at, "{%")) {
      return RENDER + " (Jinja, as Ansible does)";
    }
    return opens(at, "${") ? RENDER + " (envsubst)" : RENDER;
  }
}
