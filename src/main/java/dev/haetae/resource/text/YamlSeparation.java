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
  private static final char END = '\0';

  private final StringBuilder text;
  private final int firstLine;
  private final Deque<Integer> indents = new ArrayDeque<>();
  private int at;
  private int line;
  private int lineStart;
  private int indent = -1;
  private int flow;
  private boolean keyAllowed = true;
  private int keyStart = -1;
  private int keyColumn;

  private YamlSeparation(String text, int firstLine) {
    this.text = new StringBuilder(text);
    this.firstLine = firstLine;
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
    do {
      words.toNextToken();
    } while (words.token());
    return words.text.toString();
  }

  private char peek(int offset) {
    return at + offset < text.length() ? text.charAt(at + offset) : END;
  }

  private int column() {
    return at - lineStart;
  }

  private boolean isBreak(int offset) {
    char c = peek(offset);
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  private boolean isBlank(int offset) {
    return peek(offset) == ' ' || peek(offset) == '\t';
  }

  private boolean isEnd() {
    return at >= text.length();
  }

  private boolean isBlankBreakOrEnd(int offset) {
    return at + offset >= text.length() || isBlank(offset) || isBreak(offset);
  }

  private void skipBreak() {
    at += peek(0) == '\r' && peek(1) == '\n' ? 2 : 1;
    line++;
    lineStart = at;
    // A key ends on the line where it begins.
    keyStart = flow == 0 ? -1 : keyStart;
  }

  private void skipToBreak() {
    while (!isEnd() && !isBreak(0)) {
      at++;
    }
  }

  private void separate() {
    if (peek(0) == '\t') {
      text.setCharAt(at, ' ');
    }
    at++;
  }

  private UnreadableException problem(String sentence) {
    return new UnreadableException(sentence, firstLine + line, column() + 1);
  }

  private void toNextToken() {
    while (true) {
      while (peek(0) == ' ' || (peek(0) == '\t' && (flow > 0 || !keyAllowed))) {
        separate();
      }
      if (peek(0) == '#') {
        skipToBreak();
      }
      if (!isBreak(0)) {
        return;
      }
      skipBreak();
      keyAllowed = keyAllowed || flow == 0;
    }
  }

  // Goes past one token; false at the end, or where the text is wrong.
  private boolean token() throws UnreadableException {
    if (flow == 0) {
      unroll(column());
    }
    if (isEnd()) {
      return false;
    }
    char c = peek(0);
    if (column() == 0 && c == '%') {
      skipToBreak();
      return true;
    }
    if (isDocumentMark()) {
      unroll(-1);
      keyStart = -1;
      keyAllowed = false;
      at += 3;
      return true;
    }
    return switch (c) {
      case '[', '{' -> openFlow();
      case ']', '}' -> closeFlow();
      case ',' -> indicator(true);
      case '*', '&', '!' -> word(c == '!');
      case '\'', '"' -> quoted(c);
      case '|', '>' -> flow == 0 && block();
      default -> entryOrPlain(c);
    };
  }

  private boolean entryOrPlain(char c) throws UnreadableException {
    boolean stands = isBlankBreakOrEnd(1);
    if ((c == '-' && stands) || (c == '?' && (flow > 0 || stands))) {
      return (flow > 0 || keyAllowed) && opening(c == '-' || flow == 0);
    }
    if (c == ':' && (flow > 0 || stands)) {
      return value();
    }
    if (c == '\t' || c == '@' || c == '`' || c == '%') {
      return false;
    }
    return plain();
  }

  private boolean isDocumentMark() {
    return column() == 0
        && (peek(0) == '-' || peek(0) == '.')
        && peek(1) == peek(0)
        && peek(2) == peek(0)
        && isBlankBreakOrEnd(3);
  }

  private boolean indicator(boolean keyMayFollow) {
    keyAllowed = keyMayFollow;
    at++;
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
    roll(column());
    keyStart = flow == 0 ? -1 : keyStart;
    return indicator(keyMayFollow);
  }

  private boolean value() {
    boolean isKey = flow == 0 && keyStart >= 0 && keyStart + LONGEST_KEY >= at;
    if (isKey) {
      roll(keyColumn);
      keyStart = -1;
    }
    return (flow > 0 || isKey) ? indicator(false) : keyAllowed && opening(true);
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
      keyStart = at;
      keyColumn = column();
    }
    keyAllowed = false;
  }

  // Past an alias or an anchor, or a tag.
  private boolean word(boolean isTag) {
    saveKey();
    do {
      at++;
    } while (isTag
        ? !isBlankBreakOrEnd(0) && peek(0) != '{' && peek(0) != '}'
        : Character.isLetterOrDigit(peek(0)) || peek(0) == '-' || peek(0) == '_');
    return true;
  }

  private boolean quoted(char quote) {
    saveKey();
    at++;
    while (!isEnd()) {
      if (peek(0) == quote && !(quote == '\'' && peek(1) == quote)) {
        at++;
        return true;
      }
      if (isBreak(0)) {
        skipBreak();
      } else {
        boolean pair = quote == '"' ? peek(0) == '\\' && !isBreak(1) : peek(0) == quote;
        at += pair ? 2 : 1;
      }
    }
    return true;
  }

  private boolean plain() throws UnreadableException {
    saveKey();
    boolean broken = false;
    while (!isDocumentMark() && peek(0) != '#') {
      while (!isBlankBreakOrEnd(0) && !endsPlain()) {
        at++;
        broken = false;
      }
      if (flow > 0 && (peek(0) == '{' || peek(0) == '[') && text.charAt(at - 1) == ':') {
        throw problem("a space is missing after the colon");
      }
      if (!isBlank(0) && !isBreak(0)) {
        break;
      }
      while (isBlank(0) || isBreak(0)) {
        if (isBreak(0)) {
          skipBreak();
          broken = true;
        } else if (!broken) {
          // Part of the text, if more of it follows.
          at++;
        } else if (peek(0) == '\t' && column() <= indent) {
          throw problem(INDENTING);
        } else {
          separate();
        }
      }
      if (flow == 0 && column() <= indent) {
        break;
      }
    }
    keyAllowed = broken;
    return true;
  }

  private boolean endsPlain() {
    char c = peek(0);
    return (c == ':' && isBlankBreakOrEnd(1)) || (flow > 0 && ",?[]{}".indexOf(c) >= 0);
  }

  // A text after | or >; false when its first line is wrong.
  private boolean block() throws UnreadableException {
    keyStart = -1;
    keyAllowed = true;
    at++;
    int increment = 0;
    for (int i = 0; i < 2; i++) {
      if (peek(0) == '+' || peek(0) == '-') {
        at++;
      } else if (peek(0) >= '1' && peek(0) <= '9') {
        increment = peek(0) - '0';
        at++;
      }
    }
    while (isBlank(0)) {
      separate();
    }
    if (peek(0) == '#') {
      skipToBreak();
    }
    if (!isBreak(0)) {
      return isEnd();
    }
    skipBreak();
    int wanted = blockBreaks(increment == 0 ? 0 : Math.max(indent, 0) + increment);
    while (!isEnd() && column() == wanted) {
      skipToBreak();
      blockBreaks(wanted);
    }
    return true;
  }

  // Past line breaks and indentation; the indentation of the block, found out if it is not given.
  private int blockBreaks(int wanted) throws UnreadableException {
    int most = 0;
    while (true) {
      while (peek(0) == ' ' && (wanted == 0 || column() < wanted)) {
        at++;
      }
      most = Math.max(most, column());
      if (peek(0) == '\t' && (wanted == 0 || column() < wanted)) {
        throw problem(INDENTING);
      }
      if (!isBreak(0)) {
        break;
      }
      skipBreak();
    }
    return wanted > 0 ? wanted : Math.max(Math.max(most, indent + 1), 1);
  }
}
