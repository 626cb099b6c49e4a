package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The kinds that CustomResourceDefinitions declare, with their types. */
public final class CustomKinds {
  /** No kind. */
  public static final CustomKinds NONE = new CustomKinds(List.of());

  private final Map<String, KindType> kinds = new HashMap<>();

  /** The kinds of definitions. */
  public CustomKinds(Iterable<ObjectValue> definitions) {
    for (ObjectValue definition : definitions) {
      ObjectValue spec = object(definition, "spec");
      ArrayValue versions = array(spec, "versions");
      for (int i = 0; i < versions.size(); i++) {
        if (versions.get(i) instanceof ObjectValue version) {
          add(definition, version);
        }
      }
    }
  }

  /** The type of a kind, also of one that is built in; null when it is not known. */
  public @Nullable KindType type(String apiVersion, String kind) {
    KindType known = kinds.get(apiVersion + ' ' + kind);
    return known == null ? KindType.builtIn(apiVersion, kind) : known;
  }

  private void add(ObjectValue definition, ObjectValue version) {
    ObjectValue spec = object(definition, "spec");
    String kind = object(spec, "names").text("kind");
    ObjectValue root = object(object(version, "schema"), "openAPIV3Schema");
    if (root.size() > 0) {
      String apiVersion = spec.text("group") + '/' + version.text("name");
      kinds.put(apiVersion + ' ' + kind, new Writer().kind(root, definition));
    }
  }

  private static ObjectValue object(ObjectValue parent, String key) {
    return parent.get(key) instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  private static ArrayValue array(ObjectValue parent, String key) {
    return parent.get(key) instanceof ArrayValue array ? array : ArrayValue.EMPTY;
  }

  /** Writes the types of one kind as a table of {@link Schema}. */
  private static final class Writer {
    private static final String ANY = "any";
    private static final Map<String, String> OF_ROOT =
        Map.of("apiVersion", "string", "kind", "string", "metadata", "ObjectMeta");

    private final Set<String> open = new HashSet<>();
    private final TreeSet<String> lines = new TreeSet<>();
    private final Map<String, Merging> table = new HashMap<>(Merging.TABLE);
    private int count;

    KindType kind(ObjectValue root, ObjectValue definition) {
      String name = type(root, OF_ROOT);
      lines.add("kind A K " + name);
      Schema schema = Schema.further(String.join("\n", lines) + '\n');
      ObjectType type = schema.kindOrNull("A", "K");
      if (type == null) {
        throw new IllegalStateException("no type for what was written");
      }
      open.forEach(each -> table.put(each, Merging.OPEN));
      return new KindType(type, table, definition);
    }

    private String type(ObjectValue schema, Map<String, String> given) {
      String name = "X" + count++;
      ObjectValue properties = object(schema, "properties");
      Map<String, String> fields = new HashMap<>(given);
      for (int i = 0; i < properties.size(); i++) {
        String field = properties.key(i);
        if (!given.containsKey(field)
            && isWritable(field)
            && properties.value(i) instanceof ObjectValue property) {
          fields.put(field, word(property));
          merging(name + ' ' + field, property);
        }
      }
      List<String> words = new ArrayList<>();
      fields.forEach((field, word) -> words.add(field + ':' + word));
      words.sort(null);
      lines.add("type " + name + ' ' + String.join(" ", words));
      return name;
    }

    private String word(ObjectValue schema) {
      if (isTrue(schema, "x-kubernetes-int-or-string")) {
        // Its schema names no type.
        return ANY;
      }
      return switch (schema.text("type")) {
        case "integer" -> "int64";
        case "number" -> "number";
        case "boolean" -> "boolean";
        case "string" -> "string";
        case "array" -> "[]" + word(object(schema, "items"));
        case "object" -> objectWord(schema);
        default -> ANY;
      };
    }

    private String objectWord(ObjectValue schema) {
      ObjectValue properties = object(schema, "properties");
      boolean open = isTrue(schema, "x-kubernetes-preserve-unknown-fields");
      if (open && properties.size() > 0 && isWritable(properties)) {
        String name = type(schema, Map.of());
        this.open.add(name);
        return name;
      }
      if (open || isTrue(schema, "x-kubernetes-embedded-resource") || !isWritable(properties)) {
        return ANY;
      }
      if (schema.get("additionalProperties") instanceof ObjectValue additional) {
        return "{}" + word(additional);
      }
      return properties.size() == 0 ? "{}any" : type(schema, Map.of());
    }

    // Of other names the table of types has no way of writing.
    private static boolean isWritable(ObjectValue properties) {
      for (int i = 0; i < properties.size(); i++) {
        if (!isWritable(properties.key(i))) {
          return false;
        }
      }
      return true;
    }

    private static boolean isWritable(String name) {
      return !name.isEmpty() && name.chars().noneMatch(c -> c <= ' ' || c == ':');
    }

    private static boolean isTrue(ObjectValue schema, String key) {
      return schema.get(key) == BooleanValue.TRUE;
    }

    private void merging(String column, ObjectValue property) {
      String list = property.text("x-kubernetes-list-type");
      String map = property.text("x-kubernetes-map-type");
      if (list.equals("map")) {
        table.put(column, Merging.of(keys(property)));
      } else if (list.equals("set") || map.equals("atomic")) {
        table.put(column, Merging.of(list.equals("set") ? list : map));
      }
    }

    private static String keys(ObjectValue property) {
      ArrayValue names = array(property, "x-kubernetes-list-map-keys");
      ObjectValue fields = object(object(property, "items"), "properties");
      List<String> words = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i) instanceof StringValue name) {
          Value standard = object(fields, name.text()).get("default");
          words.add(
              standard instanceof StringValue text ? name.text() + '=' + text.text() : name.text());
        }
      }
      return String.join(",", words);
    }
  }
}
