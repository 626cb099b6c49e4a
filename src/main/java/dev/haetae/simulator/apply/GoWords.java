package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;
import java.util.Locale;
import java.util.TreeSet;

/** The words in which Go prints values and types, which the API server's messages quote. */
final class GoWords {
  private static final int LONGEST = 1000;

  private GoWords() {}

  /** A value as {@code %v} prints it: {@code map[a:b]}; cut when it is long. */
  static String value(Value value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.length() > LONGEST ? out.substring(0, LONGEST) + "…" : out.toString();
  }

  private static void append(StringBuilder out, Value value) {
    if (out.length() > LONGEST) {
      return;
    }
    switch (value) {
      case StringValue text -> out.append(text.text());
      case NumberValue number -> out.append(number.literal());
      case BooleanValue flag -> out.append(flag);
      case NullValue _ -> out.append("<nil>");
      case ArrayValue array -> {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
          out.append(i == 0 ? "" : " ");
          append(out, array.get(i));
        }
        out.append(']');
      }
      case ObjectValue object -> append(out, object);
    }
  }

  private static void append(StringBuilder out, ObjectValue object) {
    TreeSet<String> keys = new TreeSet<>();
    for (int i = 0; i < object.size(); i++) {
      keys.add(object.key(i));
    }
    String before = "map[";
    for (String key : keys) {
      out.append(before).append(key).append(':');
      append(out, object.get(key));
      before = " ";
    }
    out.append(keys.isEmpty() ? "map[]" : "]");
  }

  /** The type of a value in an object without a schema: {@code []interface {}}. */
  static String typeOf(Value value) {
    return switch (value) {
      case StringValue _ -> "string";
      case NumberValue number -> number.isInteger() ? "int64" : "float64";
      case BooleanValue _ -> "bool";
      case NullValue _ -> "<nil>";
      case ArrayValue _ -> "[]interface {}";
      case ObjectValue _ -> "map[string]interface {}";
    };
  }

  /** A value as the JSON decoder names it: {@code number 1.5}. */
  static String decoded(Value value, FieldType wanted) {
    return switch (value) {
      case StringValue _ -> "string";
      case NumberValue number ->
          wanted == Scalar.INT32 || wanted == Scalar.INT64
              ? "number " + number.literal()
              : "number";
      case BooleanValue _ -> "bool";
      case NullValue _ -> "null";
      case ArrayValue _ -> "array";
      case ObjectValue _ -> "object";
    };
  }

  /** The type of a field: {@code map[string]string}. */
  static String type(FieldType type) {
    return switch (type) {
      case Scalar scalar ->
          switch (scalar) {
            case STRING -> "string";
            case INT32, INT_OR_STRING -> "int32";
            case INT64 -> "int64";
            case UINT8 -> "uint8";
            case NUMBER -> "float64";
            case BOOLEAN -> "bool";
            case BYTES -> "[]uint8";
            case QUANTITY -> "resource.Quantity";
            case TIME -> "v1.Time";
            case MICRO_TIME -> "v1.MicroTime";
          };
      case ListOf list -> "[]" + type(list.element());
      case MapOf map -> "map[string]" + type(map.value());
      case ObjectOf object -> type(object.type());
      case ObjectOr choice -> type(choice.type());
      case Any _ -> "interface {}";
    };
  }

  private static String type(ObjectType type) {
    String[] words = type.name().split("\\.", -1);
    String version = words.length > 2 ? words[words.length - 2].toLowerCase(Locale.ROOT) : "v1";
    return version + '.' + struct(type);
  }

  /** The name of a type without its group: {@code DeploymentSpec}. */
  static String struct(ObjectType type) {
    return type.name().substring(type.name().lastIndexOf('.') + 1);
  }
}
