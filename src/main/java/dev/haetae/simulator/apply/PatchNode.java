package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value that is being patched: opened when something in it is looked at. */
final class PatchNode {
  private static final String MISSING = ": missing value";
  private static final String NO_INDEX = ": invalid index referenced";

  private final Value original;
  private @Nullable Map<String, PatchNode> fields;
  private @Nullable List<PatchNode> elements;

  PatchNode(Value original) {
    this.original = original;
  }

  /** Opens it; returns whether it has parts. */
  boolean open() {
    if (fields == null && original instanceof ObjectValue object) {
      fields = LinkedHashMap.newLinkedHashMap(object.size() + 1);
      for (int i = 0; i < object.size(); i++) {
        fields.put(object.key(i), new PatchNode(object.value(i)));
      }
    } else if (elements == null && original instanceof ArrayValue array) {
      elements = new ArrayList<>(array.size() + 1);
      for (int i = 0; i < array.size(); i++) {
        elements.add(new PatchNode(array.get(i)));
      }
    }
    return fields != null || elements != null;
  }

  boolean isNull() {
    return original.isNull();
  }

  /** The part under a key, of an open one; null when an object has no such key. */
  @Nullable PatchNode get(String key) throws ApplyException {
    return fields == null ? elements().get(index(key, elements().size())) : fields.get(key);
  }

  /** Puts a value under a key, or inserts it before an element. */
  void add(String key, PatchNode value) throws ApplyException {
    if (fields != null) {
      fields.put(key, value);
    } else if (key.equals("-")) {
      elements().add(value);
    } else {
      int size = elements().size() + 1;
      int index;
      try {
        index = Integer.parseInt(key);
      } catch (NumberFormatException e) {
        throw new ApplyException(
            "value was not a proper array index: '" + key + "': " + unreadable(key));
      }
      elements().add(within(index, size), value);
    }
  }

  /** Puts a value in the place of another. */
  void set(String key, PatchNode value) throws ApplyException {
    if (fields == null) {
      elements().set(index(key, elements().size()), value);
    } else {
      fields.put(key, value);
    }
  }

  /** Takes the part under a key away. */
  void remove(String key) throws ApplyException {
    if (fields == null) {
      elements().remove(index(key, elements().size()));
    } else if (fields.remove(key) == null) {
      throw new ApplyException("Unable to remove nonexistent key: " + key + MISSING);
    }
  }

  private List<PatchNode> elements() {
    return Objects.requireNonNull(elements, "it has not been opened");
  }

  private static int index(String key, int size) throws ApplyException {
    try {
      return within(Integer.parseInt(key), size);
    } catch (NumberFormatException e) {
      throw new ApplyException(unreadable(key));
    }
  }

  private static String unreadable(String key) {
    return "strconv.Atoi: parsing \"" + key + "\": invalid syntax";
  }

  // A negative index counts from the end.
  private static int within(int index, int size) throws ApplyException {
    if (index >= size || index < -size) {
      throw new ApplyException("Unable to access invalid index: " + index + NO_INDEX);
    }
    return index < 0 ? index + size : index;
  }

  /** The value with all that has been changed; its places in the text where it stands there. */
  Value value() {
    if (fields != null && original instanceof ObjectValue object) {
      ObjectValue.Builder out = new ObjectValue.Builder(Math.max(1, fields.size()));
      fields.forEach((key, field) -> {
        int at = object.indexOf(key);
        out.put(key, field.value(), at < 0 ? Position.NONE : object.position(at));
      });
      return out.build();
    }
    if (elements != null) {
      ArrayValue.Builder out = new ArrayValue.Builder();
      for (PatchNode element : elements) {
        out.add(element.value());
      }
      return out.build();
    }
    return original;
  }

  /** A node of nothing. */
  static PatchNode none() {
    return new PatchNode(NullValue.NULL);
  }
}
