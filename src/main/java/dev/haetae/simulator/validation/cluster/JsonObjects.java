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
      return syntaxFault(stripped);
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

  // What Go says of the most common ones: a text that is no JSON at all, or a number and more.
  private static String syntaxFault(String text) {
    int at = 0;
    while (at < text.length() && ".-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == text.length() || "{[\"".indexOf(text.charAt(0)) >= 0) {
      return "unexpected end of JSON input";
    }
    return "invalid character "
        + GoText.literal(text.substring(at, at + 1)).replace('"', '\'')
        + (at == 0 ? " looking for beginning of value" : " after top-level value");
  }
}
