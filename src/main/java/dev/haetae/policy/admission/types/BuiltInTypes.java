package dev.haetae.policy.admission.types;

import dev.haetae.cel.ExpressionType;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types that expressions know of objects of built-in kinds.
 *
 * <p>Mirrors {@code apiserver/pkg/cel/common/schemas.go}: a field whose schema has no single type,
 * such as a quantity, is no field; unless the types are to be complete, then it is one of any type.
 */
final class BuiltInTypes {
  private static final String JSON_SCHEMA = "JSONSchemaProps";

  // A type within itself is an object without fields.
  private final Set<String> open = new HashSet<>();

  private final @Nullable ExpressionType untyped;

  private BuiltInTypes(boolean complete) {
    this.untyped = complete ? ExpressionType.DYN : null;
  }

  /** The type of a kind's objects. */
  static ExpressionType of(ObjectType type, String kind, boolean complete) {
    return new BuiltInTypes(complete).object(type, kind);
  }

  /** The type of the metadata of any object. */
  static ExpressionType metadata(String name) {
    ObjectType pod = Schema.kubernetes().kind("v1", "Pod").orElseThrow();
    return pod.fieldOrNull("metadata") instanceof ObjectOf metadata
        ? new BuiltInTypes(false).object(metadata.type(), name)
        : ExpressionType.struct(name, Map.of());
  }

  private ExpressionType object(ObjectType type, String name) {
    if (!open.add(type.name())) {
      return ExpressionType.struct(name, Map.of());
    }
    Map<String, ExpressionType> fields = new HashMap<>();
    for (String field : type.fieldNames()) {
      FieldType declared = type.fieldOrNull(field);
      for (String known : FieldNameEscapes.names(field)) {
        ExpressionType read =
            declared == null
                ? null
                : isJson(type, declared) ? untyped : type(declared, name + '.' + known);
        if (read != null) {
          fields.put(known, read);
        }
      }
    }
    open.remove(type.name());
    return ExpressionType.struct(name, fields);
  }

  // Free JSON has no type; an embedded object has one without fields.
  private static boolean isJson(ObjectType type, FieldType field) {
    return field instanceof Any && type.name().endsWith(JSON_SCHEMA);
  }

  private @Nullable ExpressionType type(FieldType type, String name) {
    return switch (type) {
      case Scalar scalar -> scalar(scalar);
      case ObjectOf it -> object(it.type(), name);
      case ListOf list -> {
        ExpressionType element = type(list.element(), name + ".@idx");
        yield element == null ? null : ExpressionType.list(element);
      }
      case MapOf map -> {
        ExpressionType value = type(map.value(), name + ".@elem");
        yield value == null ? null : ExpressionType.map(value);
      }
      case ObjectOr _ -> untyped;
      case Any _ -> untyped == null ? ExpressionType.struct(name, Map.of()) : untyped;
    };
  }

  private @Nullable ExpressionType scalar(Scalar scalar) {
    return switch (scalar) {
      case STRING -> ExpressionType.STRING;
      case INT32, INT64, UINT8 -> ExpressionType.INT;
      case NUMBER -> ExpressionType.DOUBLE;
      case BOOLEAN -> ExpressionType.BOOL;
      case QUANTITY -> untyped;
      case INT_OR_STRING -> ExpressionType.DYN;
      case TIME, MICRO_TIME -> ExpressionType.TIMESTAMP;
      case BYTES -> ExpressionType.BYTES;
    };
  }
}
