package dev.haetae.simulator.validation.cluster;

import dev.haetae.simulator.validation.field.GoText;

/**
 * Whether bytes are a JSON object, in the words of Go.
 *
 * <p>Mirrors {@code encoding/json}, {@code scanner.go}: a space follows the last byte.
 */
final class JsonObjects {
  private static final int DEEPEST = 10_000;
  private static final String TOO_SHORT = "unexpected end of JSON input";

  private final byte[] bytes;
  private final StringBuilder open = new StringBuilder();
  private int at;
  private boolean expectsValue = true;
  private String fault = "";

  private JsonObjects(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What is wrong with the bytes; empty when they are an object, or null. */
  static String fault(byte[] bytes) {
    JsonObjects reader = new JsonObjects(bytes);
    String syntax = reader.syntaxFault();
    if (!syntax.isEmpty()) {
      return syntax;
    }
    reader.at = 0;
    reader.skipSpace();
    String type =
        switch (reader.peek()) {
          case '{', 'n' -> "";
          case '[' -> "array";
          case '"' -> "string";
          case 't', 'f' -> "bool";
          default -> "number";
        };
    return type.isEmpty()
        ? ""
        : "json: cannot unmarshal " + type + " into Go value of type map[string]interface {}";
  }

  private String syntaxFault() {
    boolean complete = true;
    while (complete && (expectsValue || open.length() > 0)) {
      complete = expectsValue ? readValue() : readOn();
    }
    skipSpace();
    if (complete && at < bytes.length) {
      fail("after top-level value");
    }
    return complete || !fault.isEmpty() ? fault : TOO_SHORT;
  }

  // A value, or the beginning of an object or array; false when there is none.
  private boolean readValue() {
    expectsValue = false;
    skipSpace();
    char first = peek();
    return switch (first) {
      case '{', '[' -> open(first);
      case '"' -> readString();
      case 't' -> readLiteral("true");
      case 'f' -> readLiteral("false");
      case 'n' -> readLiteral("null");
      default ->
          (first == '-' || isDigit(first)) ? readNumber() : fail("looking for beginning of value");
    };
  }

  private boolean open(char first) {
    if (open.length() >= DEEPEST) {
      return fail("exceeded max depth");
    }
    at++;
    skipSpace();
    if (peek() == (first == '{' ? '}' : ']')) {
      at++;
      return true;
    }
    open.append(first);
    return first == '[' ? expectValue() : readKey();
  }

  // What follows a value within an object or array.
  private boolean readOn() {
    skipSpace();
    boolean object = open.charAt(open.length() - 1) == '{';
    char next = peek();
    if (next == ',') {
      at++;
      return object ? readKey() : expectValue();
    }
    if (next == (object ? '}' : ']')) {
      at++;
      open.setLength(open.length() - 1);
      return true;
    }
    return fail(object ? "after object key:value pair" : "after array element");
  }

  private boolean readKey() {
    skipSpace();
    if (peek() != '"') {
      return fail("looking for beginning of object key string");
    }
    if (!readString()) {
      return false;
    }
    skipSpace();
    if (peek() != ':') {
      return fail("after object key");
    }
    at++;
    return expectValue();
  }

  private boolean expectValue() {
    expectsValue = true;
    return true;
  }

  private boolean readString() {
    at++;
    while (at < bytes.length) {
      char next = peek();
      if (next < ' ') {
        return fail("in string literal");
      }
      at++;
      if (next == '"') {
        return true;
      }
      if (next == '\\' && !readEscape()) {
        return false;
      }
    }
    return false;
  }

  private boolean readEscape() {
    char code = peek();
    if ("bfnrt\\/\"u".indexOf(code) < 0) {
      return fail("in string escape code", false);
    }
    at++;
    for (int i = 0; code == 'u' && i < 4; i++) {
      if (Character.digit(peek(), 16) < 0) {
        return fail("in \\u hexadecimal character escape", false);
      }
      at++;
    }
    return true;
  }

  private boolean readLiteral(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      if (peek() != literal.charAt(i)) {
        String context = "in literal " + literal + " (expecting '" + literal.charAt(i) + "')";
        return fail(context, false);
      }
      at++;
    }
    return true;
  }

  private boolean readNumber() {
    if (peek() == '-') {
      at++;
    }
    if (!isDigit(peek())) {
      return fail("in numeric literal", false);
    }
    if (peek() == '0') {
      at++;
    } else {
      skipDigits();
    }
    if (peek() == '.') {
      at++;
      if (!isDigit(peek())) {
        return fail("after decimal point in numeric literal", false);
      }
      skipDigits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      if (!isDigit(peek())) {
        return fail("in exponent of numeric literal", false);
      }
      skipDigits();
    }
    return true;
  }

  private void skipDigits() {
    while (isDigit(peek())) {
      at++;
    }
  }

  private void skipSpace() {
    while (at < bytes.length && " \t\r\n".indexOf(peek()) >= 0) {
      at++;
    }
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private char peek() {
    return at < bytes.length ? (char) (bytes[at] & 0xff) : ' ';
  }

  private boolean fail(String context) {
    return fail(context, true);
  }

  // Where a space may stand, the end comes too early.
  private boolean fail(String context, boolean spaced) {
    if (at < bytes.length || !spaced) {
      fault = "invalid character '" + shown(peek()) + "' " + context;
    }
    return false;
  }

  private static String shown(char found) {
    if (found == '"') {
      return "\"";
    } else if (found == '\'') {
      return "\\'";
    }
    String literal = GoText.literal(String.valueOf(found));
    return literal.substring(1, literal.length() - 1);
  }
}
