package dev.haetae.render.overlay;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a field of one tree in another version of the same object: elements of lists are the same
 * where they have the same name, as in strategic merge patches.
 */
final class Counterpart {
  private static final List<String> NAMES =
      List.of("name", "mountPath", "containerPort", "port", "key", "topologyKey", "ip", "uid");

  private Counterpart() {}

  /** The path in {@code to} of what stands at {@code path} in {@code from}; null without one. */
  static @Nullable Path of(Path path, ObjectValue from, ObjectValue to) {
    Value here = from;
    Value there = to;
    Path found = Path.ROOT;
    for (Path step : steps(path)) {
      Path next = step(step, here, there, found);
      if (next == null) {
        return null;
      }
      here = below(here, step);
      there = below(there, next);
      found = next;
    }
    return found;
  }

  private static @Nullable Path step(Path step, Value here, Value there, Path found) {
    if (here instanceof ObjectValue && there instanceof ObjectValue other) {
      return other.indexOf(step.key()) < 0 ? null : found.child(step.key());
    }
    if (here instanceof ArrayValue array && there instanceof ArrayValue other) {
      int index = step.index();
      int match = index < 0 || index >= array.size() ? -1 : match(array, index, other);
      return match < 0 ? null : found.child(match);
    }
    return null;
  }

  private static Value below(Value value, Path step) {
    return switch (value) {
      case ObjectValue object -> object.get(step.key());
      case ArrayValue array -> array.get(step.index());
      default -> value;
    };
  }

  /** The part of a path that is there: itself, or its nearest parent in the tree. */
  static Path existing(Path path, ObjectValue tree) {
    Value value = tree;
    Path found = Path.ROOT;
    for (Path step : steps(path)) {
      if (value instanceof ObjectValue object && object.indexOf(step.key()) >= 0) {
        value = object.get(step.key());
        found = found.child(step.key());
      } else if (value instanceof ArrayValue array
          && step.index() >= 0
          && step.index() < array.size()) {
        value = array.get(step.index());
        found = found.child(step.index());
      } else {
        break;
      }
    }
    return found;
  }

  /** The steps of a path, from the root down. */
  static List<Path> steps(Path path) {
    List<Path> steps = new ArrayList<>();
    Path at = path;
    for (Path above = at.parent(); above != null; above = at.parent()) {
      steps.add(at);
      at = above;
    }
    return steps.reversed();
  }

  private static int match(ArrayValue array, int index, ArrayValue other) {
    Value element = array.get(index);
    for (int i = 0; i < other.size(); i++) {
      if (other.get(i).equals(element)) {
        return i;
      }
    }
    if (element instanceof ObjectValue object) {
      for (String name : NAMES) {
        if (object.has(name)) {
          return named(name, object.get(name), other);
        }
      }
    }
    return array.size() == other.size() ? index : -1;
  }

  private static int named(String key, Value name, ArrayValue other) {
    for (int i = 0; i < other.size(); i++) {
      if (other.get(i) instanceof ObjectValue object && object.get(key).equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
