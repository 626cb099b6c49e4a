package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.ShippedText;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The built-in kinds and their types with the defaults of their fields, by the two tables {@code
 * types.txt} and {@code values.txt}; a type is compiled when it is first met. Safe for use by many
 * threads.
 */
final class ApiTypes {
  private final Map<String, String> kinds = new HashMap<>();
  private final Map<String, String> lines = new HashMap<>();
  private final Map<String, Map<String, Value>> defaults = new HashMap<>();
  private final Map<String, ApiType> types = new ConcurrentHashMap<>();

  private ApiTypes(String table, String values) {
    // A check of one file meets few of the lines: each is only told from the others.
    for (String line : table.split("\n", -1)) {
      if (line.startsWith("kind ")) {
        int type = line.lastIndexOf(' ');
        kinds.put(line.substring("kind ".length(), type), line.substring(type + 1));
      } else if (line.startsWith("type ")) {
        int name = "type ".length();
        int end = line.indexOf(' ', name);
        lines.put(line.substring(name, end < 0 ? line.length() : end), line);
      }
    }
    for (String line : values.split("\n", -1)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        int space = line.indexOf(' ');
        int point = line.lastIndexOf('.', space);
        defaults
            .computeIfAbsent(line.substring(0, point), _ -> new HashMap<>())
            .put(line.substring(point + 1, space), value(line.substring(space + 1)));
      }
    }
  }

  /** The types of Kubernetes 1.36. */
  static ApiTypes kubernetes() {
    return Kubernetes.TYPES;
  }

  /** The type of a kind's objects; null for a kind that is not in the table. */
  @Nullable ApiType kind(String apiVersion, String kind) {
    String type = kinds.get(apiVersion + ' ' + kind);
    return type == null ? null : type(type);
  }

  /** The type of this name. */
  ApiType type(String name) {
    ApiType known = types.get(name);
    if (known == null) {
      // Compiled outside of the map, for types name each other; a race compiles twice.
      known = compiled(name);
      ApiType first = types.putIfAbsent(name, known);
      known = first == null ? known : first;
    }
    return known;
  }

  private ApiType compiled(String name) {
    String line = lines.get(name);
    if (line == null) {
      throw new IllegalStateException("no such type: " + name);
    }
    Map<String, Value> values = defaults.getOrDefault(name, Map.of());
    String[] words = line.split(" ", -1);
    ApiField[] fields = new ApiField[words.length - 2];
    for (int i = 2; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      String field = words[i].substring(0, colon);
      int mark = field.indexOf('?');
      String key = mark < 0 ? field : field.substring(0, mark);
      fields[i - 2] =
          ApiField.of(
              this,
              key,
              mark < 0 ? "" : field.substring(mark),
              words[i].substring(colon + 1),
              values.get(key));
    }
    return new ApiType(fields, DefaultFunctions.of(name));
  }

  private static Value value(String text) {
    return switch (text) {
      case "true", "false" -> BooleanValue.of(text.equals("true"));
      case "{}" -> ObjectValue.EMPTY;
      default ->
          text.startsWith("\"")
              ? new StringValue(text.substring(1, text.length() - 1))
              : Character.isDigit(text.charAt(0)) ? NumberValue.parse(text) : new StringValue(text);
    };
  }

  // Loaded when the class is, which is when somebody asks.
  private static final class Kubernetes {
    static final ApiTypes TYPES = new ApiTypes(read("types.txt"), read("values.txt"));

    private static String read(String name) {
      return ShippedText.of("dev/haetae/simulator/defaults/" + name);
    }
  }
}
