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
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import dev.haetae.schema.Shape;
import dev.haetae.schema.TypeCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decoding of an object of a built-in kind, as the API server does it with what a patch has
 * made: the first value of a wrong type ends it, else all fields that are not known.
 */
public final class StrictDecoding {
  private final boolean fromJson;
  private final List<String> unknown = new ArrayList<>(0);
  private @Nullable String wrongType;

  private StrictDecoding(boolean fromJson) {
    this.fromJson = fromJson;
  }

  /**
   * An object as it is decoded, strictly, from JSON; one of another kind as it is.
   *
   * @throws ApplyException in the API server's words when it cannot be decoded
   */
  public static ObjectValue decoded(ObjectValue object) throws ApplyException {
    ObjectType type = type(object);
    if (type == null) {
      if (!Schema.kubernetes().serves(object.text("apiVersion"), object.text("kind"))) {
        throw new ApplyException(notRegistered(object));
      }
      return object;
    }
    StrictDecoding decoding = walked(type, object, true);
    if (!decoding.unknown.isEmpty()) {
      throw new ApplyException("strict decoding error: " + String.join(", ", decoding.unknown));
    }
    return ZeroValues.filled(type, object);
  }

  /**
   * An object as it is converted from what a merge has left, which knows no wrong field; one of
   * another kind as it is.
   *
   * @throws ApplyException in the API server's words when a value has a wrong type
   */
  public static ObjectValue converted(ObjectValue object) throws ApplyException {
    ObjectType type = type(object);
    if (type == null) {
      return object;
    }
    var _ = walked(type, object, false);
    return ZeroValues.filled(type, object);
  }

  /** The metadata without fields that there are not. */
  static ObjectValue metadata(ObjectValue metadata) {
    ObjectType type = KindType.OF_METADATA.merging().below("metadata").type();
    ObjectValue out = metadata;
    for (int i = 0; type != null && i < metadata.size(); i++) {
      out = type.fieldOrNull(metadata.key(i)) == null ? out.without(metadata.key(i)) : out;
    }
    return out;
  }

  private static @Nullable ObjectType type(ObjectValue object) {
    return Schema.kubernetes().kindOrNull(object.text("apiVersion"), object.text("kind"));
  }

  private static String notRegistered(ObjectValue object) {
    return "no kind \""
        + object.text("kind")
        + "\" is registered for version \""
        + object.text("apiVersion")
        + "\" in scheme \"pkg/runtime/scheme.go:111\"";
  }

  private static StrictDecoding walked(ObjectType type, ObjectValue object, boolean fromJson)
      throws ApplyException {
    StrictDecoding decoding = new StrictDecoding(fromJson);
    decoding.object(type, object, Path.ROOT, "", true);
    if (decoding.wrongType != null) {
      throw new ApplyException(decoding.wrongType);
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
        String name = GoWords.embedded(type, key) + key;
        value(type, field, object.value(i), child, fields.isEmpty() ? name : fields + '.' + name);
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

  private @Nullable String wrongType(
      ObjectType struct, FieldType type, Value value, String fields) {
    String own = GoWords.ownFault(type, value, fromJson);
    if (own != null) {
      return own.isEmpty() ? null : own;
    }
    return "json: cannot unmarshal "
        + GoWords.decoded(value, type)
        + " into Go struct field "
        + GoWords.struct(struct)
        + '.'
        + fields
        + " of type "
        + GoWords.fieldType(struct, fields.substring(fields.lastIndexOf('.') + 1), type);
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
