package dev.haetae.simulator.scheduling.devices;

import java.util.ArrayList;
import java.util.List;

/** The tokens of an expression, read one after the other. */
final class ExpressionTokens {
  private static final List<String> SIGNS =
      List.of(
          "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", "?", ":", ".", ",",
          "-", "+");

  /** The kind of a token. */
  enum Kind {
    NAME,
    STRING,
    INTEGER,
    SIGN,
    END
  }

  /** A token; of a string what it stands for. */
  record Token(Kind kind, String text) {
    boolean is(String sign) {
      return kind == Kind.SIGN && text.equals(sign);
    }
  }

  private final String expression;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  /**
   * The tokens of an expression.
   *
   * @throws UnknownExpressionException when it has others
   */
  ExpressionTokens(String expression) {
    this.expression = expression;
    int at = 0;
    while (at < expression.length()) {
      at = Character.isWhitespace(expression.charAt(at)) ? at + 1 : read(at);
    }
    tokens.add(new Token(Kind.END, ""));
  }

  private int read(int start) {
    char first = expression.charAt(start);
    if (first == '"' || first == '\'') {
      return readString(start, first);
    }
    int end = start;
    if (Character.isLetter(first) || first == '_') {
      while (end < expression.length() && isOfName(expression.charAt(end))) {
        end++;
      }
      tokens.add(new Token(Kind.NAME, expression.substring(start, end)));
      return end;
    }
    if (Character.isDigit(first)) {
      while (end < expression.length() && Character.isDigit(expression.charAt(end))) {
        end++;
      }
      tokens.add(new Token(Kind.INTEGER, expression.substring(start, end)));
      return end;
    }
    for (String sign : SIGNS) {
      if (expression.startsWith(sign, start)) {
        tokens.add(new Token(Kind.SIGN, sign));
        return start + sign.length();
      }
    }
    throw unknown();
  }

  private static boolean isOfName(char letter) {
    return Character.isLetterOrDigit(letter) || letter == '_';
  }

  private int readString(int start, char quote) {
    StringBuilder text = new StringBuilder();
    int at = start + 1;
    while (at < expression.length() && expression.charAt(at) != quote) {
      char letter = expression.charAt(at);
      if (letter == '\\') {
        at++;
        letter = at < expression.length() ? expression.charAt(at) : ' ';
        if (letter != '\\' && letter != '"' && letter != '\'') {
          throw unknown();
        }
      }
      text.append(letter);
      at++;
    }
    if (at >= expression.length()) {
      throw unknown();
    }
    tokens.add(new Token(Kind.STRING, text.toString()));
    return at + 1;
  }

  /** Says that the expression is not understood. */
  UnknownExpressionException unknown() {
    return new UnknownExpressionException(expression);
  }

  /** The next token, which stays the next. */
  Token peek() {
    return tokens.get(next);
  }

  /** Takes the next token. */
  Token take() {
    Token token = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  /** Takes the next token when it is this sign. */
  boolean takeIf(String sign) {
    boolean is = peek().is(sign);
    if (is) {
      next++;
    }
    return is;
  }

  /** Takes a sign that must be the next. */
  void expect(String sign) {
    if (!takeIf(sign)) {
      throw unknown();
    }
  }

  /** Takes a name that must be the next. */
  String name() {
    Token token = take();
    if (token.kind() != Kind.NAME) {
      throw unknown();
    }
    return token.text();
  }
}
