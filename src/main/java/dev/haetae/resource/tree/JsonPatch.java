package dev.haetae.resource.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies JSON Patch operations to a tree, which stays as it was: the answer shares what it can.
 *
 * <p>What is patched is copied once, however many operations there are.
 */
public final class JsonPatch {
  private JsonPatch() {}

  /**
   * The tree after all {@code operations}, one after the other.
   *
   * @throws IllegalArgumentException when an operation does not fit the tree: a fault of the rule
   *     that made it
   */
  public static ObjectValue apply(ObjectValue root, List<PatchOperation> operations) {
    if (apply((Value) root, operations) instanceof ObjectValue object) {
      return object;
    }
    throw new IllegalArgumentException("a patch must leave an object");
  }

  /** The same for a document that need not be an object. */
  public static Value apply(Value root, List<PatchOperation> operations) {
    Draft draft = new Draft(root);
    for (PatchOperation operation : operations) {
      if (operation.path().parent() == null) {
        draft = new Draft(operation.value());
      } else {
        draft.apply(operation);
      }
    }
    return draft.value();
  }

  /** The operations as a JSON array. */
  public static ArrayValue toValue(List<PatchOperation> operations) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (PatchOperation operation : operations) {
      out.add(operation.toValue());
    }
    return out.build();
  }

  /** A value that is being patched: opened, as far as its parts are, when it is first changed. */
  private static final class Draft {
    private final Value original;
    private @Nullable Map<String, Draft> fields;
    private @Nullable List<Draft> elements;
    private boolean isShifted;

    Draft(Value original) {
      this.original = original;
    }

    void apply(PatchOperation operation) {
      List<Path> steps = operation.path().steps();
      Draft at = this;
      for (Path step : steps.subList(0, steps.size() - 1)) {
        at = at.part(step);
      }
      at.change(steps.getLast(), operation);
    }

    private Draft part(Path step) {
      open();
      if (fields != null && step.index() < 0) {
        Draft part = fields.get(step.key());
        if (part == null || part.isNull()) {
          throw new IllegalArgumentException("nothing at " + step + " to patch below");
        }
        return part;
      }
      if (elements != null && step.index() >= 0 && step.index() < elements.size()) {
        return elements.get(step.index());
      }
      throw new IllegalArgumentException("nothing at " + step + " to patch");
    }

    private void change(Path step, PatchOperation operation) {
      open();
      boolean removes = operation.kind() == PatchOperation.Kind.REMOVE;
      boolean adds = operation.kind() == PatchOperation.Kind.ADD;
      int index = step.index();
      if (fields != null && index < 0) {
        if (removes) {
          fields.remove(step.key());
        } else {
          fields.put(step.key(), new Draft(operation.value()));
        }
      } else if (elements != null && adds && index >= 0 && index <= elements.size()) {
        isShifted = true;
        elements.add(index, new Draft(operation.value()));
      } else if (elements != null && index >= 0 && index < elements.size()) {
        if (removes) {
          isShifted = true;
          elements.remove(index);
        } else {
          elements.set(index, new Draft(operation.value()));
        }
      } else {
        throw new IllegalArgumentException("nothing at " + step + " to patch");
      }
    }

    private void open() {
      if (fields == null && original instanceof ObjectValue object) {
        fields = LinkedHashMap.newLinkedHashMap(object.size() + 1);
        for (int i = 0; i < object.size(); i++) {
          fields.put(object.key(i), new Draft(object.value(i)));
        }
      } else if (elements == null && original instanceof ArrayValue array) {
        elements = new ArrayList<>(array.size() + 1);
        for (int i = 0; i < array.size(); i++) {
          elements.add(new Draft(array.get(i)));
        }
      }
    }

    private boolean isNull() {
      return original.isNull();
    }

    /** The value with all its changes. */
    Value value() {
      if (fields != null && original instanceof ObjectValue object) {
        ObjectValue.Builder out = new ObjectValue.Builder(Math.max(1, fields.size()));
        for (Map.Entry<String, Draft> field : fields.entrySet()) {
          int at = object.indexOf(field.getKey());
          out.put(
              field.getKey(),
              field.getValue().value(),
              at < 0 ? Position.NONE : object.position(at));
        }
        return out.build();
      }
      if (elements != null && original instanceof ArrayValue array) {
        ArrayValue.Builder out = new ArrayValue.Builder();
        for (int i = 0; i < elements.size(); i++) {
          out.add(elements.get(i).value(), isShifted ? Position.NONE : array.position(i));
        }
        return out.build();
      }
      return original;
    }
  }
}
