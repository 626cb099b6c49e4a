package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import org.jspecify.annotations.Nullable;

/**
 * The defaults of custom kinds, by the schemas of their CustomResourceDefinitions; fields that a
 * schema does not have are dropped.
 *
 * <p>Mirrors {@code apiextensions-apiserver/pkg/apiserver/schema/{defaulting,pruning}}.
 */
public final class CustomDefaults {
  private static final String PROPERTIES = "properties";
  private static final String FURTHER = "additionalProperties";
  private static final String KEEPS_UNKNOWN = "x-kubernetes-preserve-unknown-fields";
  private static final String EMBEDDED = "x-kubernetes-embedded-resource";

  private CustomDefaults() {}

  /**
   * The object as the API server sees it once it has decoded it; as it is when the definition is
   * not of its kind and version.
   *
   * @param definition the CustomResourceDefinition of its kind
   */
  public static ObjectValue of(ObjectValue object, ObjectValue definition) {
    ObjectValue schema = schema(object, definition);
    if (schema == null) {
      return object;
    }
    ObjectValue written = object(object, schema, true);
    return written.with("metadata", object.get("metadata"));
  }

  private static @Nullable ObjectValue schema(ObjectValue object, ObjectValue definition) {
    ObjectValue spec = Trees.object(definition, "spec");
    ArrayValue versions = Trees.array(spec, "versions");
    if (!Trees.object(spec, "names").text("kind").equals(object.text("kind"))) {
      return null;
    }
    for (int i = 0; i < versions.size(); i++) {
      ObjectValue version = Trees.object(versions, i);
      String apiVersion = spec.text("group") + '/' + version.text("name");
      if (apiVersion.equals(object.text("apiVersion"))) {
        ObjectValue schema = Trees.object(Trees.object(version, "schema"), "openAPIV3Schema");
        return schema.size() == 0 ? null : schema;
      }
    }
    return null;
  }

  private static Value value(Value value, ObjectValue schema) {
    return switch (value) {
      case ObjectValue object -> object(object, schema, Trees.isTrue(schema, EMBEDDED));
      case ArrayValue array -> array(array, Trees.object(schema, "items"));
      default -> value;
    };
  }

  private static ArrayValue array(ArrayValue array, ObjectValue items) {
    if (items.size() == 0) {
      return array;
    }
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (int i = 0; i < array.size(); i++) {
      out.add(value(array.get(i), items), array.position(i));
    }
    return out.build();
  }

  private static ObjectValue object(ObjectValue object, ObjectValue schema, boolean isResource) {
    ObjectValue properties = Trees.object(schema, PROPERTIES);
    ObjectValue further = Trees.object(schema, FURTHER);
    boolean keeps =
        Trees.isTrue(schema, KEEPS_UNKNOWN)
            || Trees.isTrue(schema, FURTHER)
            || !schema.text("type").equals("object");
    ObjectValue.Builder out = new ObjectValue.Builder(object.size() + 2);
    for (int i = 0; i < object.size(); i++) {
      String key = object.key(i);
      ObjectValue property = Trees.object(properties, key);
      if (properties.indexOf(key) < 0) {
        property = further;
      }
      if (isResource && isOfResource(key)) {
        out.put(key, object.value(i), object.position(i));
      } else if (properties.indexOf(key) >= 0 || further.size() > 0 || keeps) {
        Value written = value(object.value(i), property);
        out.put(key, isReplaced(written, property) ? property.get("default") : written);
      }
    }
    addDefaults(object, properties, out);
    return out.build();
  }

  private static boolean isOfResource(String key) {
    return key.equals("apiVersion") || key.equals("kind") || key.equals("metadata");
  }

  // A null where none may be is as good as nothing.
  private static boolean isReplaced(Value value, ObjectValue property) {
    return value == NullValue.NULL
        && property.has("default")
        && !Trees.isTrue(property, "nullable");
  }

  private static void addDefaults(
      ObjectValue object, ObjectValue properties, ObjectValue.Builder out) {
    for (int i = 0; i < properties.size(); i++) {
      ObjectValue property =
          properties.value(i) instanceof ObjectValue schema ? schema : ObjectValue.EMPTY;
      if (property.has("default") && object.indexOf(properties.key(i)) < 0) {
        out.put(properties.key(i), value(property.get("default"), property));
      }
    }
  }
}
