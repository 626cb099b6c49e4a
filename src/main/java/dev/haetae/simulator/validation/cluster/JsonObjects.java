package dev.haetae.simulator.validation.cluster;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.GoText;

/** Whether a text is a JSON object, in the words of Go's {@code encoding/json}. */
final class JsonObjects {
  private JsonObjects() {}

  /** What is wrong with the text; empty when it is an object. */
  static String fault(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return "unexpected end of JSON input";
    }
    Value root;
    try {
      root = JsonReader.documents(text, Limits.FILES).getFirst().root();
    } catch (UnreadableException _) {
      char first = stripped.charAt(0);
      return "{[\"".indexOf(first) >= 0
          ? "unexpected end of JSON input"
          : "invalid character "
              + GoText.literal(String.valueOf(first)).replace('"', '\'')
              + " looking for beginning of value";
    }
    String type =
        switch (root) {
          case ObjectValue _, NullValue _ -> "";
          case ArrayValue _ -> "array";
          case StringValue _ -> "string";
          case NumberValue _ -> "number";
          case BooleanValue _ -> "bool";
        };
    return type.isEmpty()
        ? ""
        : "json: cannot unmarshal " + type + " into Go value of type map[string]interface {}";
  }
}
