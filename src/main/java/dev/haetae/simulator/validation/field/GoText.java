package dev.haetae.simulator.validation.field;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.Arrays;

/**
 * Texts and values as Go prints them: {@code %q} of {@code strconv} and {@code encoding/json},
 * whose maps are sorted. What is longer than {@value #LONGEST} letters is cut.
 */
public final class GoText {
  private static final int LONGEST = 8192;

  private GoText() {}

  /** The text in quotes, as {@code %q} prints it. */
  public static String literal(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST) + 2);
    out.append('"');
    int at = 0;
    while (at < text.length() && at < LONGEST) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      appendQuoted(out, point);
    }
    return out.append(at < text.length() ? "…\"" : "\"").toString();
  }

  private static void appendQuoted(StringBuilder out, int point) {
    switch (point) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (isPrintable(point)) {
          out.appendCodePoint(point);
        } else if (point < ' ' || point == 0x7f) {
          hex(out.append("\\x"), point, 2);
        } else if (point > 0xffff) {
          hex(out.append("\\U"), point, 8);
        } else {
          hex(out.append("\\u"), point, 4);
        }
      }
    }
  }

  /** Returns whether Go's {@code unicode.IsPrint} holds. */
  static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }

  private static void hex(StringBuilder out, int point, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(point >> shift & 15, 16));
    }
  }

  /** The value as {@code json.Marshal} prints a map, a list or a scalar. */
  public static String json(Value value) {
    StringBuilder out = new StringBuilder();
    appendJson(out, value);
    return shorten(out);
  }

  /** The texts as {@code fmt} prints a slice of strings: {@code [a b]}. */
  public static String list(Iterable<String> texts) {
    StringBuilder out = new StringBuilder("[");
    for (String text : texts) {
      if (out.length() > LONGEST) {
        break;
      }
      out.append(out.length() > 1 ? " " : "").append(text);
    }
    return shorten(out.append(']'));
  }

  static String shorten(StringBuilder out) {
    if (out.length() > LONGEST) {
      out.setLength(LONGEST);
      out.append('…');
    }
    return out.toString();
  }

  static boolean isLong(StringBuilder out) {
    return out.length() > LONGEST;
  }

  static void appendJson(StringBuilder out, Value value) {
    if (isLong(out)) {
      return;
    }
    switch (value) {
      case ObjectValue object -> {
        String[] keys = new String[object.size()];
        for (int i = 0; i < keys.length; i++) {
          keys[i] = object.key(i);
        }
        Arrays.sort(keys);
        out.append('{');
        for (int i = 0; i < keys.length && !isLong(out); i++) {
          appendKey(out, keys[i], i > 0);
          appendJson(out, object.get(keys[i]));
        }
        out.append('}');
      }
      case ArrayValue array -> {
        out.append('[');
        for (int i = 0; i < array.size() && !isLong(out); i++) {
          out.append(i > 0 ? "," : "");
          appendJson(out, array.get(i));
        }
        out.append(']');
      }
      case StringValue text -> appendJsonText(out, text.text());
      case NumberValue number -> out.append(number.literal());
      case BooleanValue flag -> out.append(flag);
      case NullValue _ -> out.append("null");
    }
  }

  static void appendKey(StringBuilder out, String key, boolean further) {
    out.append(further ? "," : "");
    appendJsonText(out, key);
    out.append(':');
  }

  // As encoding/json escapes: what HTML might read as a tag, too.
  static void appendJsonText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length() && out.length() <= LONGEST; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
            hex(out.append("\\u"), c, 4);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
