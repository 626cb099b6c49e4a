package dev.haetae.policy.admission.types;

import dev.haetae.cel.ExpressionType;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types that expressions know of objects of custom kinds, by the schemas of their
 * CustomResourceDefinitions.
 *
 * <p>Mirrors {@code apiserver/pkg/cel/common/schemas.go}, with what the API server adds to the
 * schemas that it publishes: {@code apiVersion}, {@code kind} and the whole of {@code metadata}.
 */
final class DefinitionTypes {
  private static final String FREE = "x-kubernetes-preserve-unknown-fields";

  private final @Nullable ExpressionType untyped;

  private DefinitionTypes(boolean complete) {
    this.untyped = complete ? ExpressionType.DYN : null;
  }

  /**
   * The type of the objects of one version.
   *
   * @param complete whether what has no type is of any, and not left out
   */
  static ExpressionType of(ObjectView version, String kind, boolean complete) {
    ObjectValue schema = version.object("schema").object("openAPIV3Schema").value();
    Map<String, ExpressionType> fields = new DefinitionTypes(complete).fields(schema, kind);
    fields.put("apiVersion", ExpressionType.STRING);
    fields.put("kind", ExpressionType.STRING);
    fields.put("metadata", BuiltInTypes.metadata(kind + ".metadata"));
    return ExpressionType.struct(kind, fields);
  }

  private Map<String, ExpressionType> fields(ObjectValue schema, String name) {
    Map<String, ExpressionType> fields = new HashMap<>();
    if (schema.get("properties") instanceof ObjectValue properties) {
      for (int i = 0; i < properties.size(); i++) {
        for (String known : FieldNameEscapes.names(properties.key(i))) {
          ExpressionType type = type(properties.value(i), name + '.' + known);
          if (type != null) {
            fields.put(known, type);
          }
        }
      }
    }
    return fields;
  }

  private @Nullable ExpressionType type(Value written, String name) {
    if (!(written instanceof ObjectValue schema)) {
      return untyped;
    }
    if (schema.get("x-kubernetes-int-or-string") == BooleanValue.TRUE
        || schema.text("format").equals("int-or-string")) {
      return ExpressionType.DYN;
    }
    return switch (schema.get("type") instanceof StringValue type ? type.text() : "") {
      case "array" -> {
        ExpressionType element = type(schema.get("items"), name + ".@idx");
        yield element == null ? null : ExpressionType.list(element);
      }
      case "object" -> object(schema, name);
      case "string" -> string(schema.text("format"));
      case "boolean" -> ExpressionType.BOOL;
      case "number" -> ExpressionType.DOUBLE;
      case "integer" -> ExpressionType.INT;
      default -> untyped;
    };
  }

  private @Nullable ExpressionType object(ObjectValue schema, String name) {
    if (schema.get("additionalProperties") instanceof ObjectValue values) {
      ExpressionType value = type(values, name + ".@elem");
      return value == null ? null : ExpressionType.map(value);
    }
    if (untyped != null && schema.get(FREE) == BooleanValue.TRUE) {
      return untyped;
    }
    Map<String, ExpressionType> fields = fields(schema, name);
    if (schema.get("x-kubernetes-embedded-resource") == BooleanValue.TRUE) {
      fields.put("apiVersion", ExpressionType.STRING);
      fields.put("kind", ExpressionType.STRING);
      Map<String, ExpressionType> metadata = new HashMap<>();
      List.of("name", "generateName").forEach(key -> metadata.put(key, ExpressionType.STRING));
      fields.put("metadata", ExpressionType.struct(name + ".metadata", metadata));
    }
    return ExpressionType.struct(name, fields);
  }

  private static ExpressionType string(String format) {
    return switch (format) {
      case "byte" -> ExpressionType.BYTES;
      case "duration" -> ExpressionType.DURATION;
      case "date", "date-time" -> ExpressionType.TIMESTAMP;
      default -> ExpressionType.STRING;
    };
  }
}
