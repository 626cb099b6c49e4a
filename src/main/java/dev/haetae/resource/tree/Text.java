package dev.haetae.resource.tree;

import java.util.List;

/** User text made fit for a message: one line, short, nothing that moves a cursor. */
public final class Text {
  private static final int LONGEST = 80;

  private Text() {}

  /** The text on one line, control characters escaped, cut to {@value #LONGEST} characters. */
  public static String shorten(String text) {
    return shorten(text, LONGEST);
  }

  /** The text on one line, control characters escaped, cut to {@code longest} characters. */
  public static String shorten(String text, int longest) {
    if (text.length() <= longest) {
      return escape(text);
    }
    boolean inTwo = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1));
    return escape(text.substring(0, inTwo ? longest - 1 : longest)) + '…';
  }

  /** The texts with commas between them, cut to {@code longest} characters. */
  public static String shorten(List<String> texts, int longest) {
    StringBuilder out = new StringBuilder();
    for (String text : texts) {
      out.append(out.isEmpty() ? "" : ", ").append(text);
      if (out.length() > longest) {
        break;
      }
    }
    return shorten(out.toString(), longest);
  }

  /** The text in double quotes, shortened. */
  public static String quote(String text) {
    return '"' + shorten(text) + '"';
  }

  /** The text with control and format characters and odd spaces as {@code \}{@code uXXXX}. */
  public static String escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnsafe(text.charAt(i))) {
        return escapeFrom(text);
      }
    }
    return text;
  }

  private static String escapeFrom(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnsafe(c)) {
        out.append("\\u").append(Character.forDigit(c >> 12 & 15, 16));
        out.append(Character.forDigit(c >> 8 & 15, 16)).append(Character.forDigit(c >> 4 & 15, 16));
        out.append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  // Line separators, bidirectional overrides and zero-width characters can forge a log line too;
  // other spaces than the one would be taken for it.
  private static boolean isUnsafe(char c) {
    if (c >= ' ' && c < 0x7f) {
      return false;
    }
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SPACE_SEPARATOR
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** Returns a value in words: {@code a string "80"}, {@code a number 80}, {@code an object}. */
  public static String describe(Value value) {
    return value.describe()
        + switch (value) {
          case StringValue string -> " " + quote(string.text());
          case NumberValue number -> " " + shorten(number.literal());
          case BooleanValue flag -> " " + flag;
          case ObjectValue _, ArrayValue _, NullValue _ -> "";
        };
  }
}
