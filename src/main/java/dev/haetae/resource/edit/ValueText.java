package dev.haetae.resource.edit;

import dev.haetae.resource.text.YamlWriter;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;

/** Writes values as the author of a text writes them. */
final class ValueText {
  private final WritingStyle style;

  ValueText(WritingStyle style) {
    this.style = style;
  }

  /** Returns whether a value takes lines of its own where there are no brackets. */
  static boolean isLong(Value value) {
    return (value instanceof ObjectValue object && object.size() > 0)
        || (value instanceof ArrayValue array && array.size() > 0);
  }

  /** The lines of a key with its value, without breaks, the first at {@code column}. */
  List<String> entry(String key, Value value, int column) {
    String head = " ".repeat(column) + key(key) + ':';
    if (!isLong(value)) {
      return List.of(head + ' ' + inline(value));
    }
    List<String> lines = new ArrayList<>();
    lines.add(head);
    lines.addAll(nested(value, column));
    return lines;
  }

  /** The lines of a long value that stands under a key at {@code column}. */
  List<String> nested(Value value, int column) {
    return collection(
        value, column + (value instanceof ObjectValue ? style.step() : style.listStep()));
  }

  /** The lines of an element of a list whose dashes stand at {@code column}. */
  List<String> element(Value value, int column) {
    String dash = " ".repeat(column) + "- ";
    if (!isLong(value)) {
      return List.of(dash + inline(value));
    }
    List<String> lines = new ArrayList<>(collection(value, column + 2));
    lines.set(0, dash + lines.getFirst().stripLeading());
    return lines;
  }

  /** The lines of a long value at {@code column}. */
  List<String> collection(Value value, int column) {
    List<String> lines = new ArrayList<>();
    if (value instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        lines.addAll(entry(object.key(i), object.value(i), column));
      }
    } else if (value instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        lines.addAll(element(array.get(i), column));
      }
    }
    return lines;
  }

  /** A value on one line, what is long in brackets. */
  String inline(Value value) {
    return switch (value) {
      case ObjectValue object -> {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < object.size(); i++) {
          parts.add(inlineEntry(object.key(i), object.value(i)));
        }
        yield '{' + String.join(separator(), parts) + '}';
      }
      case ArrayValue array -> {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
          parts.add(inline(array.get(i)));
        }
        yield '[' + String.join(separator(), parts) + ']';
      }
      case StringValue string -> word(string.text(), style.quotesValues());
      case NumberValue number -> number.literal();
      case BooleanValue flag -> flag.toString();
      case NullValue _ -> "null";
    };
  }

  /** A key with its value within brackets. */
  String inlineEntry(String key, Value value) {
    return key(key) + (isSpaced() ? ": " : ":") + inline(value);
  }

  /** What stands between two parts within brackets. */
  String separator() {
    return isSpaced() ? ", " : ",";
  }

  // Only where the key has quotes may the colon touch the value.
  private boolean isSpaced() {
    return !style.json() || style.spaced();
  }

  /** A JSON value with a line for each key and element of it. */
  String indented(Value value, String indentation, String step) {
    if (!isLong(value)) {
      return inline(value);
    }
    String inner = style.lineBreak() + indentation + step;
    List<String> parts = new ArrayList<>();
    if (value instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        parts.add(key(object.key(i)) + ": " + indented(object.value(i), indentation + step, step));
      }
    } else if (value instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        parts.add(indented(array.get(i), indentation + step, step));
      }
    }
    boolean isObject = value instanceof ObjectValue;
    return (isObject ? '{' : '[')
        + inner
        + String.join(',' + inner, parts)
        + style.lineBreak()
        + indentation
        + (isObject ? '}' : ']');
  }

  String key(String key) {
    return word(key, style.quotesKeys());
  }

  private String word(String text, boolean quoted) {
    if (!quoted && YamlWriter.isPlain(text)) {
      return text;
    }
    if (style.quote() == '\'' && text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return '\'' + text.replace("'", "''") + '\'';
    }
    StringBuilder out = new StringBuilder();
    JsonWriter.appendString(out, text);
    return out.toString();
  }
}
