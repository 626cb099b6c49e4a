package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import org.jspecify.annotations.Nullable;

/**
 * The defaults of a CustomResourceDefinition, and the fields that it does not declare, which go.
 *
 * <p>Mirrors {@code pkg/apiserver/schema/{defaulting,pruning,objectmeta}} of {@code
 * k8s.io/apiextensions-apiserver}.
 */
final class CustomDefaults {
  private CustomDefaults() {}

  /** A whole object as the API server keeps it. */
  static ObjectValue completed(ObjectValue schema, ObjectValue object) {
    ObjectValue typeless = object.without("apiVersion").without("kind").without("metadata");
    if (!(completed(schema, (Value) typeless) instanceof ObjectValue kept)) {
      return object;
    }
    ObjectValue.Builder out = new ObjectValue.Builder(kept.size() + 3);
    out.put("apiVersion", object.get("apiVersion")).put("kind", object.get("kind"));
    if (object.get("metadata") instanceof ObjectValue metadata) {
      out.put("metadata", coerced(metadata));
    }
    for (int i = 0; i < kept.size(); i++) {
      out.put(kept.key(i), kept.value(i), kept.position(i));
    }
    return out.build();
  }

  private static Value completed(ObjectValue schema, Value value) {
    return switch (value) {
      case ObjectValue object -> object(schema, object);
      case ArrayValue array when schema.get("items") instanceof ObjectValue items ->
          array(items, array);
      default -> value;
    };
  }

  @SuppressWarnings("ReferenceEquality") // What has not changed is not copied.
  private static Value array(ObjectValue items, ArrayValue array) {
    ArrayValue out = array;
    for (int i = 0; i < array.size(); i++) {
      Value after = completed(items, array.get(i));
      if (after != array.get(i)) {
        out = out.with(i, after);
      }
    }
    return out;
  }

  @SuppressWarnings("ReferenceEquality")
  private static ObjectValue object(ObjectValue schema, ObjectValue object) {
    ObjectValue out = object;
    for (int i = 0; i < object.size(); i++) {
      String key = object.key(i);
      ObjectValue field = field(schema, key);
      Value before = object.value(i);
      if (field == null) {
        out = keeps(schema, key) ? out : out.without(key);
      } else if (before.isNull() && field.has("default") && !isTrue(field, "nullable")) {
        out = out.without(key);
      } else {
        Value after = completed(field, before);
        out = after == before ? out : out.with(key, after);
      }
    }
    return filled(schema, out);
  }

  private static ObjectValue filled(ObjectValue schema, ObjectValue object) {
    if (!(schema.get("properties") instanceof ObjectValue properties)) {
      return object;
    }
    ObjectValue out = object;
    for (int i = 0; i < properties.size(); i++) {
      if (properties.value(i) instanceof ObjectValue property
          && property.has("default")
          && out.indexOf(properties.key(i)) < 0) {
        out = out.with(properties.key(i), completed(property, property.get("default")));
      }
    }
    return out;
  }

  private static @Nullable ObjectValue field(ObjectValue schema, String key) {
    if (schema.get("properties") instanceof ObjectValue properties
        && properties.get(key) instanceof ObjectValue property) {
      return property;
    }
    return schema.get("additionalProperties") instanceof ObjectValue additional ? additional : null;
  }

  private static boolean keeps(ObjectValue schema, String key) {
    boolean isEmbedded = isTrue(schema, "x-kubernetes-embedded-resource");
    return isTrue(schema, "x-kubernetes-preserve-unknown-fields")
        || isTrue(schema, "additionalProperties")
        || (isEmbedded
            && (key.equals("apiVersion") || key.equals("kind") || key.equals("metadata")));
  }

  private static boolean isTrue(ObjectValue schema, String key) {
    return schema.get(key) == BooleanValue.TRUE;
  }

  // Labels and annotations that are no strings go all together.
  private static ObjectValue coerced(ObjectValue metadata) {
    ObjectValue out = StrictDecoding.metadata(metadata);
    for (String field : new String[] {"labels", "annotations"}) {
      if (out.has(field) && !isOfTexts(out.get(field))) {
        out = out.without(field);
      }
    }
    return out;
  }

  private static boolean isOfTexts(Value value) {
    if (!(value instanceof ObjectValue object)) {
      return false;
    }
    for (int i = 0; i < object.size(); i++) {
      if (!(object.value(i) instanceof StringValue)) {
        return false;
      }
    }
    return true;
  }
}
