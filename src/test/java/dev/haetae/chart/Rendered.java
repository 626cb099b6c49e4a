package dev.haetae.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * The objects that a chart came to.
 *
 * @param objects as YAML reads them
 */
record Rendered(List<Map<?, ?>> objects) {
  /** Reads what {@code helm template} printed. */
  static Rendered of(String text) {
    List<Map<?, ?>> objects = new ArrayList<>();
    for (Object document : new Yaml().loadAll(text)) {
      if (document instanceof Map<?, ?> map) {
        objects.add(map);
      }
    }
    return new Rendered(objects);
  }

  /** The objects of a kind, in their order. */
  List<Map<?, ?>> all(String kind) {
    return objects.stream().filter(object -> kind.equals(object.get("kind"))).toList();
  }

  /** The only object of a kind. */
  Map<?, ?> one(String kind) {
    List<Map<?, ?>> found = all(kind);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects of kind " + kind + " instead of one");
    }
    return found.getFirst();
  }

  /** How many objects there are of each kind. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Map<?, ?> object : objects) {
      counts.merge(String.valueOf(object.get("kind")), 1, Integer::sum);
    }
    return counts;
  }

  /** The specs of all pods that the objects come to. */
  List<Map<?, ?>> podSpecs() {
    List<Map<?, ?>> specs = new ArrayList<>();
    for (Map<?, ?> object : objects) {
      if (at(object, "spec", "template", "spec") instanceof Map<?, ?> spec) {
        specs.add(spec);
      }
    }
    return specs;
  }

  /** What is at a path of keys and of indices; null when there is nothing. */
  static @Nullable Object at(@Nullable Object node, Object... path) {
    Object current = node;
    for (Object step : path) {
      if (current instanceof Map<?, ?> map) {
        current = map.get(step);
      } else if (current instanceof List<?> list && step instanceof Integer index) {
        current = index < list.size() ? list.get(index) : null;
      } else {
        return null;
      }
    }
    return current;
  }

  /** The list at a path; empty when there is none. */
  static List<Object> list(@Nullable Object node, Object... path) {
    return at(node, path) instanceof List<?> list ? List.copyOf(list) : List.of();
  }

  /** The keys of the map at a path; empty when there is none. */
  static List<String> keys(@Nullable Object node, Object... path) {
    return at(node, path) instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).toList()
        : List.of();
  }

  /** The whole number at a path. */
  static int number(@Nullable Object node, Object... path) {
    if (at(node, path) instanceof Integer number) {
      return number;
    }
    throw new AssertionError("no whole number at " + List.of(path));
  }
}
