package dev.haetae.resource;

import java.util.ArrayList;
import java.util.List;

/**
 * Applies JSON Patch operations to a tree, which stays as it was: the answer shares what it can.
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
    Value result = root;
    for (PatchOperation operation : operations) {
      result = apply(result, steps(operation.path()), 0, operation);
    }
    if (result instanceof ObjectValue object) {
      return object;
    }
    throw new IllegalArgumentException("a patch must leave an object");
  }

  /** The operations as a JSON array. */
  public static ArrayValue toValue(List<PatchOperation> operations) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (PatchOperation operation : operations) {
      out.add(operation.toValue());
    }
    return out.build();
  }

  private static List<Path> steps(Path path) {
    List<Path> steps = new ArrayList<>();
    for (Path at = path; at.parent() != null; at = at.parent()) {
      steps.add(at);
    }
    return steps.reversed();
  }

  private static Value apply(Value at, List<Path> steps, int depth, PatchOperation operation) {
    if (depth == steps.size()) {
      return operation.value();
    }
    Path step = steps.get(depth);
    boolean last = depth == steps.size() - 1;
    if (at instanceof ObjectValue object && step.index() < 0) {
      if (last && operation.kind() == PatchOperation.Kind.REMOVE) {
        return object.without(step.key());
      }
      if (!last && !object.has(step.key())) {
        throw new IllegalArgumentException("nothing at " + step + " to patch below");
      }
      return object.with(step.key(), apply(object.get(step.key()), steps, depth + 1, operation));
    }
    if (at instanceof ArrayValue array && step.index() >= 0) {
      if (last && operation.kind() == PatchOperation.Kind.ADD && step.index() <= array.size()) {
        return array.inserted(step.index(), operation.value());
      }
      if (step.index() < array.size()) {
        return last && operation.kind() == PatchOperation.Kind.REMOVE
            ? array.without(step.index())
            : array.with(step.index(), apply(array.get(step.index()), steps, depth + 1, operation));
      }
    }
    throw new IllegalArgumentException("nothing at " + step + " to patch");
  }
}
