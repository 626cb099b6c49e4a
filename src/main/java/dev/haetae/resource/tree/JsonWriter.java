package dev.haetae.resource.tree;

/** Writes a tree as JSON text, compact or indented by two. */
public final class JsonWriter {
  private final StringBuilder out;
  private final boolean indented;

  private JsonWriter(StringBuilder out, boolean indented) {
    this.out = out;
    this.indented = indented;
  }

  /** The compact text of {@code value}. */
  public static String toText(Value value) {
    StringBuilder out = new StringBuilder();
    new JsonWriter(out, false).write(value, 0);
    return out.toString();
  }

  /** The compact text of {@code value} with a line break at its end, in UTF-8. */
  public static byte[] toLine(Value value) {
    return JsonLine.of(value);
  }

  /** The text of {@code value} with a line for each key and element, the last one ended too. */
  public static String toIndentedText(Value value) {
    StringBuilder out = new StringBuilder();
    new JsonWriter(out, true).write(value, 0);
    return out.append('\n').toString();
  }

  private void write(Value value, int depth) {
    switch (value) {
      case ObjectValue object -> writeObject(object, depth);
      case ArrayValue array -> writeArray(array, depth);
      case StringValue string -> appendString(out, string.text());
      case NumberValue number -> out.append(number.literal());
      case BooleanValue flag -> out.append(flag);
      case NullValue _ -> out.append("null");
    }
  }

  private void writeObject(ObjectValue object, int depth) {
    out.append('{');
    for (int i = 0; i < object.size(); i++) {
      separate(i, depth + 1);
      appendString(out, object.key(i));
      out.append(indented ? ": " : ":");
      write(object.value(i), depth + 1);
    }
    close(object.size(), depth, '}');
  }

  private void writeArray(ArrayValue array, int depth) {
    out.append('[');
    for (int i = 0; i < array.size(); i++) {
      separate(i, depth + 1);
      write(array.get(i), depth + 1);
    }
    close(array.size(), depth, ']');
  }

  private void separate(int index, int depth) {
    if (index > 0) {
      out.append(',');
    }
    if (indented) {
      newLine(depth);
    }
  }

  private void close(int size, int depth, char bracket) {
    if (indented && size > 0) {
      newLine(depth);
    }
    out.append(bracket);
  }

  private void newLine(int depth) {
    out.append('\n').repeat("  ", depth);
  }

  /** Appends {@code text} as a JSON string, quoted and escaped. */
  public static void appendString(StringBuilder out, String text) {
    out.append('"');
    // Most letters stand for themselves: they are copied in runs, at a third of the cost.
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x7f ? c >= ' ' && c != '"' && c != '\\' : isPlain(c)) {
        continue;
      }
      out.append(text, run, i);
      run = i + 1;
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> appendSpecial(out, text, i);
      }
    }
    out.append(text, run, text.length()).append('"');
  }

  // U+2028 and U+2029 end a line for some readers of logs.
  private static boolean isPlain(char beyondAscii) {
    return beyondAscii != 0x7f
        && beyondAscii != '\u2028'
        && beyondAscii != '\u2029'
        && !Character.isSurrogate(beyondAscii);
  }

  // A whole surrogate pair is written as it is, a lone half escaped: UTF-8 cannot hold it.
  private static void appendSpecial(StringBuilder out, String text, int at) {
    char c = text.charAt(at);
    boolean low =
        Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    boolean high =
        Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    if (low || high) {
      out.append(c);
      return;
    }
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >> shift & 15, 16));
    }
  }
}
