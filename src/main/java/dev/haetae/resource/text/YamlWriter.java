package dev.haetae.resource.text;

import dev.haetae.resource.plain.YamlWords;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;

/**
 * Writes a tree as YAML that {@code kubectl} and the reader of manifests read back as the same
 * tree: a line for each key and element, words without quotes only where no reader could take them
 * for something else.
 */
public final class YamlWriter {
  private final StringBuilder out;

  private YamlWriter(StringBuilder out) {
    this.out = out;
  }

  /** Appends {@code object} as an element of a list that stands at the margin. */
  public static void appendElement(StringBuilder out, ObjectValue object) {
    YamlWriter writer = new YamlWriter(out);
    out.append("- ");
    if (object.size() == 0) {
      out.append("{}\n");
    } else {
      writer.writeFields(object, 1);
    }
  }

  /** Appends {@code object}, which has fields, as a document. */
  public static void appendDocument(StringBuilder out, ObjectValue object) {
    new YamlWriter(out).writeFields(object, 0);
  }

  // The first field stands where the line has got to.
  private void writeFields(ObjectValue object, int depth) {
    for (int i = 0; i < object.size(); i++) {
      if (i > 0) {
        out.repeat("  ", depth);
      }
      writeWord(object.key(i));
      out.append(':');
      writeNested(object.value(i), depth);
    }
  }

  private void writeNested(Value value, int depth) {
    if (value instanceof ObjectValue object && object.size() > 0) {
      out.append('\n').repeat("  ", depth + 1);
      writeFields(object, depth + 1);
    } else if (value instanceof ArrayValue array && array.size() > 0) {
      out.append('\n');
      writeElements(array, depth);
    } else {
      out.append(' ');
      writeScalar(value);
      out.append('\n');
    }
  }

  private void writeElements(ArrayValue array, int depth) {
    for (int i = 0; i < array.size(); i++) {
      out.repeat("  ", depth).append("-");
      if (array.get(i) instanceof ObjectValue object && object.size() > 0) {
        out.append(' ');
        writeFields(object, depth + 1);
      } else {
        writeNested(array.get(i), depth + 1);
      }
    }
  }

  private void writeScalar(Value value) {
    switch (value) {
      case ObjectValue _ -> out.append("{}");
      case ArrayValue _ -> out.append("[]");
      case StringValue string -> writeWord(string.text());
      case NumberValue number -> out.append(number.literal());
      case BooleanValue flag -> out.append(flag);
      case NullValue _ -> out.append("null");
    }
  }

  private void writeWord(String text) {
    if (isPlain(text)) {
      out.append(text);
    } else {
      JsonWriter.appendString(out, text);
    }
  }

  /** Returns whether no reader could take the text for something else if it has no quotes. */
  public static boolean isPlain(String text) {
    if (text.isEmpty() || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && "-_./".indexOf(c) < 0) {
        return false;
      }
    }
    return YamlWords.value(text) instanceof StringValue;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
