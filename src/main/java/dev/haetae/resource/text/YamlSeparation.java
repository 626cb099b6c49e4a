package dev.haetae.resource.text;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The separation of words in a YAML text, where SnakeYAML and Kubernetes' reader differ. Tabs:
 * Kubernetes allows them wherever they cannot be taken for indentation ({@code kind:<tab>Pod}, or
 * before a comment), SnakeYAML hardly anywhere. A missing space: <code>{port:{number: 80}}</code>
 * is fine with SnakeYAML only.
 *
 * <p>Mirrors the part of {@code scannerc.go} in go.yaml.in/yaml/v2 that decides about these: it
 * goes through the text token by token, keeping no more than what the decision needs. Where the
 * text is wrong for other reasons it stops, and SnakeYAML says what is wrong.
 */
final class YamlSeparation {
  private static final String INDENTING = "a tab cannot indent in YAML; use spaces";
  // The API server's reader looks no further back for the beginning of a key.
  private static final int LONGEST_KEY = 1024;

  private final YamlCursor text;
  private final Deque<Integer> indents = new ArrayDeque<>();
  private int indent = -1;
  private int flow;
  private boolean keyAllowed = true;
  private int keyStart = -1;
  private int keyColumn;

  private YamlSeparation(String text, int firstLine) {
    this.text = new YamlCursor(text, firstLine);
  }

  /**
   * The text with a space for each tab that only separates words; as long as before, so that places
   * in it stay the same.
   *
   * @param firstLine the 1-based line of the file at which the text begins
   * @throws UnreadableException when a tab indents, or a space is missing after a colon
   */
  static String separateBySpaces(String text, int firstLine) throws UnreadableException {
    if (text.indexOf('\t') < 0 && !text.contains(":{") && !text.contains(":[")) {
      return text;
    }
    YamlSeparation words = new YamlSeparation(text, firstLine);
    boolean more = true;
    while (more) {
      words.toNextToken();
      more = words.token();
    }
    return words.text.text();
  }

  private void skipBreak() {
    text.skipBreak();
    // A key ends on the line where it begins.
    keyStart = flow == 0 ? -1 : keyStart;
  }

  private void toNextToken() {
    while (true) {
      while (text.peek() == ' ' || (text.peek() == '\t' && (flow > 0 || !keyAllowed))) {
        text.separate();
      }
      text.skipComment();
      if (text.isEnd() || !text.isBreak()) {
        return;
      }
      skipBreak();
      keyAllowed = keyAllowed || flow == 0;
    }
  }

  // Goes past one token; false at the end, or where the text is wrong.
  private boolean token() throws UnreadableException {
    if (flow == 0) {
      unroll(text.column());
    }
    if (text.isEnd()) {
      return false;
    }
    char c = text.peek();
    if (text.column() == 0 && c == '%') {
      text.skipToBreak();
      return true;
    }
    if (text.isDocumentMark()) {
      unroll(-1);
      keyStart = -1;
      keyAllowed = false;
      text.advance(3);
      return true;
    }
    return switch (c) {
      case '[', '{' -> openFlow();
      case ']', '}' -> closeFlow();
      case ',' -> indicator(true);
      case '*', '&' -> word();
      case '!' -> tag();
      case '\'', '"' -> quoted(c);
      case '|', '>' -> flow == 0 && block();
      default -> entryOrPlain(c);
    };
  }

  private boolean entryOrPlain(char c) throws UnreadableException {
    if (c == '-' && text.isBlankBreakOrEnd(1)) {
      return (flow > 0 || keyAllowed) && opening(true);
    }
    if (c == '?' && (flow > 0 || text.isBlankBreakOrEnd(1))) {
      return (flow > 0 || keyAllowed) && opening(flow == 0);
    }
    if (c == ':' && (flow > 0 || text.isBlankBreakOrEnd(1))) {
      return value();
    }
    if (c == '\t' || c == '@' || c == '`' || c == '%') {
      return false;
    }
    return plain();
  }

  private boolean indicator(boolean keyMayFollow) {
    keyAllowed = keyMayFollow;
    text.advance(1);
    return true;
  }

  private boolean openFlow() {
    saveKey();
    flow++;
    return indicator(true);
  }

  private boolean closeFlow() {
    flow = Math.max(0, flow - 1);
    return indicator(false);
  }

  private boolean opening(boolean keyMayFollow) {
    roll(text.column());
    keyStart = flow == 0 ? -1 : keyStart;
    return indicator(keyMayFollow);
  }

  private boolean value() {
    if (flow > 0) {
      return indicator(false);
    }
    if (keyStart >= 0 && keyStart + LONGEST_KEY >= text.at()) {
      roll(keyColumn);
      keyStart = -1;
      return indicator(false);
    }
    return keyAllowed && opening(true);
  }

  private void roll(int column) {
    if (flow == 0 && indent < column) {
      indents.push(indent);
      indent = column;
    }
  }

  private void unroll(int column) {
    while (indent > column) {
      indent = indents.pop();
    }
  }

  // What follows may turn out to be a key, and none within it; in brackets nothing depends on it.
  private void saveKey() {
    if (keyAllowed && flow == 0) {
      keyStart = text.at();
      keyColumn = text.column();
    }
    keyAllowed = false;
  }

  private boolean word() {
    saveKey();
    text.advance(1);
    while (Character.isLetterOrDigit(text.peek()) || text.peek() == '-' || text.peek() == '_') {
      text.advance(1);
    }
    return true;
  }

  private boolean tag() {
    saveKey();
    while (!text.isBlankBreakOrEnd(0) && text.peek() != '{' && text.peek() != '}') {
      text.advance(1);
    }
    return true;
  }

  private boolean quoted(char quote) {
    saveKey();
    text.advance(1);
    while (!text.isEnd()) {
      if (text.peek() == quote && !(quote == '\'' && text.peek(1) == quote)) {
        text.advance(1);
        return true;
      }
      if (text.isBreak()) {
        skipBreak();
      } else {
        boolean pair =
            quote == '"' ? text.peek() == '\\' && !text.isBreak(1) : text.peek() == quote;
        text.advance(pair ? 2 : 1);
      }
    }
    return true;
  }

  private boolean plain() throws UnreadableException {
    saveKey();
    boolean broken = false;
    while (!text.isDocumentMark() && text.peek() != '#') {
      while (!text.isBlankBreakOrEnd(0) && !endsPlain()) {
        text.advance(1);
        broken = false;
      }
      if (flow > 0 && (text.peek() == '{' || text.peek() == '[') && text.peek(-1) == ':') {
        throw text.problem("a space is missing after the colon");
      }
      if (text.isEnd() || !(text.isBlank() || text.isBreak())) {
        break;
      }
      while (text.isBlank() || text.isBreak()) {
        if (text.isBreak()) {
          skipBreak();
          broken = true;
        } else if (!broken) {
          // Part of the text, if more of it follows.
          text.advance(1);
        } else if (text.peek() == '\t' && text.column() <= indent) {
          throw text.problem(INDENTING);
        } else {
          text.separate();
        }
      }
      if (flow == 0 && text.column() <= indent) {
        break;
      }
    }
    keyAllowed = broken;
    return true;
  }

  private boolean endsPlain() {
    char c = text.peek();
    return (c == ':' && text.isBlankBreakOrEnd(1)) || (flow > 0 && ",?[]{}".indexOf(c) >= 0);
  }

  // A text after | or >; false when its first line is wrong.
  private boolean block() throws UnreadableException {
    keyStart = -1;
    keyAllowed = true;
    text.advance(1);
    int increment = 0;
    for (int i = 0; i < 2; i++) {
      if (text.peek() == '+' || text.peek() == '-') {
        text.advance(1);
      } else if (text.peek() >= '1' && text.peek() <= '9') {
        increment = text.peek() - '0';
        text.advance(1);
      }
    }
    while (text.isBlank()) {
      text.separate();
    }
    text.skipComment();
    if (!text.isBreak()) {
      return text.isEnd();
    }
    skipBreak();
    int wanted = increment == 0 ? 0 : Math.max(indent, 0) + increment;
    wanted = blockBreaks(wanted);
    while (!text.isEnd() && text.column() == wanted) {
      text.skipToBreak();
      blockBreaks(wanted);
    }
    return true;
  }

  // Past line breaks and indentation; the indentation of the block, found out if it is not given.
  private int blockBreaks(int wanted) throws UnreadableException {
    int most = 0;
    while (true) {
      while (text.peek() == ' ' && (wanted == 0 || text.column() < wanted)) {
        text.advance(1);
      }
      most = Math.max(most, text.column());
      if (text.peek() == '\t' && (wanted == 0 || text.column() < wanted)) {
        throw text.problem(INDENTING);
      }
      if (text.isEnd() || !text.isBreak()) {
        break;
      }
      skipBreak();
    }
    return wanted > 0 ? wanted : Math.max(Math.max(most, indent + 1), 1);
  }
}
