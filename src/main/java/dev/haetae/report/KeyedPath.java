package dev.haetae.report;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.apply.ListKeys;

/**
 * A field path with what tells list elements apart in place of their indexes: {@code
 * spec.containers[name=app].ports[containerPort=80,protocol=TCP]}. It stays the same when lists are
 * put into another order.
 *
 * <p>Made step by step, from the root down.
 */
final class KeyedPath {
  private final ElementNames names;
  private final StringBuilder out = new StringBuilder();
  // Of the object that holds the field that was stepped into last.
  private ListKeys keys;
  private String field = "";
  private Value value;

  private KeyedPath(Resource object, ElementNames names) {
    this.names = names;
    this.keys = ListKeys.ofKind(object.apiVersion(), object.kind());
    this.value = object.tree();
  }

  /**
   * The path within an object.
   *
   * @param names are kept from one path to the next
   */
  static String of(Resource object, Path path, ElementNames names) {
    KeyedPath keyed = new KeyedPath(object, names);
    for (Path step : path.steps()) {
      if (step.index() < 0) {
        keyed.field(step.key());
      } else {
        keyed.element(step.index());
      }
    }
    return keyed.out.toString();
  }

  private void field(String key) {
    if (!field.isEmpty()) {
      keys = keys.below(field, value);
    }
    field = key;
    value = value instanceof ObjectValue parent ? parent.get(key) : NullValue.NULL;
    String written = Path.ROOT.child(names.bounded(key)).toString();
    out.append(out.isEmpty() || written.startsWith("[") ? "" : ".").append(written);
  }

  private void element(int index) {
    value =
        value instanceof ArrayValue list && index < list.size() ? list.get(index) : NullValue.NULL;
    // What is not there is where it would be: behind the last.
    String name = value.isNull() ? "-" : names.of(value, keys, field);
    out.append('[').append(name).append(']');
  }
}
