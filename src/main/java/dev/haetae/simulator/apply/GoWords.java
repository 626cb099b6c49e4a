package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.JsonWriter;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words in which Go prints values and types, which the API server's messages quote. */
final class GoWords {
  private static final int LONGEST = 1000;
  private static final String QUANTITY =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

  private GoWords() {}

  /** A value as {@code %v} prints it: {@code map[a:b]}; cut when it is long. */
  static String value(Value value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.length() > LONGEST ? out.substring(0, LONGEST) + "…" : out.toString();
  }

  /** A value as {@code %#v} prints it: <code>map[string]interface {}{"a":"b"}</code>. */
  static String literal(Value value) {
    StringBuilder out = new StringBuilder();
    appendLiteral(out, value);
    return out.length() > LONGEST ? out.substring(0, LONGEST) + "…" : out.toString();
  }

  private static void appendLiteral(StringBuilder out, Value value) {
    if (out.length() > LONGEST) {
      return;
    }
    switch (value) {
      case StringValue text -> JsonWriter.appendString(out, text.text());
      case ArrayValue array -> {
        out.append(typeOf(value)).append('{');
        for (int i = 0; i < array.size(); i++) {
          out.append(i == 0 ? "" : ", ");
          appendLiteral(out, array.get(i));
        }
        out.append('}');
      }
      case ObjectValue object -> {
        String before = typeOf(value) + '{';
        for (String key : PatchTypes.keys(object)) {
          JsonWriter.appendString(out.append(before), key);
          appendLiteral(out.append(':'), object.get(key));
          before = ", ";
        }
        out.append(object.size() == 0 ? before + '}' : "}");
      }
      default -> append(out, value);
    }
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
    Set<String> keys = PatchTypes.keys(object);
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

  /** The type of a field of a struct, which may be a string of a name of its own. */
  static String fieldType(ObjectType struct, String field, FieldType type) {
    return type == Scalar.STRING ? GoTypeNames.of(struct, field) : type(type);
  }

  /** The name of the embedded struct that declares a field, with a dot; empty when none does. */
  static String embedded(ObjectType type, String field) {
    String struct =
        switch (type.name()) {
          case "Probe" ->
              switch (field) {
                case "exec", "grpc", "httpGet", "tcpSocket" -> "ProbeHandler";
                default -> "";
              };
          case "Volume" -> field.equals("name") ? "" : "VolumeSource";
          case "EphemeralContainer" ->
              field.equals("targetContainerName") ? "" : "EphemeralContainerCommon";
          default -> "";
        };
    return struct.isEmpty() ? "" : struct + '.';
  }

  /**
   * What a type says that decodes itself of a value that it does not take; empty when it takes it
   * all the same; null for a type that does not decode itself.
   *
   * @param json whether the value is decoded from JSON, and not converted
   */
  static @Nullable String ownFault(FieldType type, Value value, boolean json) {
    boolean isTime = type == Scalar.TIME || type == Scalar.MICRO_TIME;
    if (type == Scalar.QUANTITY) {
      return QUANTITY;
    } else if (isTime && value instanceof StringValue text) {
      return time(text.text());
    } else if (type == Scalar.BYTES && value instanceof StringValue text) {
      return (json ? "" : "error decoding from json: ")
          + "illegal base64 data at input byte "
          + illegal(text.text());
    } else if (json) {
      return null;
    } else if (type == Scalar.INT_OR_STRING) {
      return "json: cannot unmarshal " + decoded(value, type) + " into Go value of type int32";
    }
    boolean isWhole = type == Scalar.INT32 || type == Scalar.INT64;
    return isWhole && value instanceof NumberValue number
        ? number.isInteger() ? "" : "cannot convert float64 to " + type(type)
        : null;
  }

  private static String time(String text) {
    String layout = "2006-01-02T15:04:05Z07:00";
    String head = "parsing time \"" + text + "\" as \"" + layout + "\": cannot parse ";
    boolean year = text.length() > 4 && text.substring(0, 4).chars().allMatch(Character::isDigit);
    String rest = year ? text.substring(4) : text;
    return head + '"' + rest + "\" as \"" + (year ? "-" : "2006") + '"';
  }

  private static int illegal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letter && c != '+' && c != '/') {
        return i;
      }
    }
    return text.length();
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
