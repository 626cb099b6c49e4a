package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import dev.haetae.schema.Shape;
import dev.haetae.schema.TypeCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The strict decoding of an object of a built-in kind, as the API server does it with what a patch
 * has made: the first value of a wrong type, else all fields that are not known.
 */
public final class StrictDecoding {
  private static final String QUANTITY =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

  private final List<String> unknown = new ArrayList<>(0);
  private @Nullable String wrongType;

  private StrictDecoding() {}

  /**
   * Decodes an object; one of a kind that is not built in has no type.
   *
   * @throws ApplyException in the API server's words when it cannot be decoded
   */
  public static void check(ObjectValue object) throws ApplyException {
    StrictDecoding decoding = decoded(object);
    if (decoding.wrongType != null) {
      throw new ApplyException(decoding.wrongType);
    }
    if (!decoding.unknown.isEmpty()) {
      throw new ApplyException("strict decoding error: " + String.join(", ", decoding.unknown));
    }
  }

  /**
   * Looks for a value of a wrong type alone.
   *
   * @throws ApplyException in the API server's words when there is one
   */
  public static void checkTypes(ObjectValue object) throws ApplyException {
    StrictDecoding decoding = decoded(object);
    if (decoding.wrongType != null) {
      throw new ApplyException(decoding.wrongType);
    }
  }

  private static StrictDecoding decoded(ObjectValue object) {
    StrictDecoding decoding = new StrictDecoding();
    ObjectType type =
        Schema.kubernetes().kindOrNull(object.text("apiVersion"), object.text("kind"));
    if (type != null) {
      decoding.object(type, object, Path.ROOT, "", true);
    }
    return decoding;
  }

  private void object(
      ObjectType type, ObjectValue object, Path path, String fields, boolean strict) {
    for (int i = 0; i < object.size(); i++) {
      String key = object.key(i);
      FieldType field = type.fieldOrNull(key);
      Path child = path.child(key);
      if (field != null) {
        value(type, field, object.value(i), child, fields.isEmpty() ? key : fields + '.' + key);
      } else if (strict) {
        unknown.add("unknown field \"" + child + '"');
      }
    }
  }

  // Go's path of fields has no indexes and no keys of maps.
  private void value(ObjectType struct, FieldType type, Value value, Path path, String fields) {
    if (!TypeCheck.takes(type, shape(value), literal(value))) {
      wrongType = wrongType == null ? wrongType(struct, type, value, fields) : wrongType;
      return;
    }
    switch (type) {
      case ObjectOf it when value instanceof ObjectValue object ->
          object(it.type(), object, path, fields, true);
      case MapOf map when value instanceof ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          value(struct, map.value(), object.value(i), path.child(object.key(i)), fields);
        }
      }
      case ListOf list when value instanceof ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          value(struct, list.element(), array.get(i), path.child(i), fields);
        }
      }
      case ObjectOr choice when value instanceof ObjectValue object ->
          object(choice.type(), object, path, fields, false);
      default -> {
        // A value without parts.
      }
    }
  }

  private static String wrongType(ObjectType struct, FieldType type, Value value, String fields) {
    if (type == Scalar.QUANTITY) {
      return QUANTITY;
    }
    return "json: cannot unmarshal "
        + GoWords.decoded(value, type)
        + " into Go struct field "
        + GoWords.struct(struct)
        + '.'
        + fields
        + " of type "
        + GoWords.type(type);
  }

  static Shape shape(Value value) {
    return switch (value) {
      case ObjectValue _ -> Shape.OBJECT;
      case ArrayValue _ -> Shape.LIST;
      case StringValue _ -> Shape.STRING;
      case NumberValue _ -> Shape.NUMBER;
      case BooleanValue _ -> Shape.BOOLEAN;
      case NullValue _ -> Shape.NULL;
    };
  }

  private static String literal(Value value) {
    return switch (value) {
      case StringValue string -> string.text();
      case NumberValue number -> number.literal();
      case BooleanValue flag -> flag.toString();
      case ObjectValue _, ArrayValue _, NullValue _ -> "";
    };
  }
}
