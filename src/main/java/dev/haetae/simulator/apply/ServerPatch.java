package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Patch as the API server applies it, with what it says when one does not fit; used once.
 *
 * <p>Mirrors {@code gopkg.in/evanphx/json-patch.v4}.
 */
public final class ServerPatch {
  private static final String MISSING = ": missing value";
  private static final long MOST_COPIED = 3 << 20;
  private static final int MOST_DEPTH = 128;
  private static final int MOST_WORK = 20_000_000;

  private PatchNode root;
  private String key = "";
  private long copied;
  private int work;

  private ServerPatch(ObjectValue root) {
    this.root = new PatchNode(root);
  }

  /**
   * The object after all steps; the object itself when a test of it fails.
   *
   * @throws ApplyException when a step does not fit
   */
  public static ObjectValue apply(ObjectValue object, List<PatchStep> steps) throws ApplyException {
    ServerPatch patch = new ServerPatch(object);
    for (PatchStep step : steps) {
      if (!patch.apply(step)) {
        return object;
      }
    }
    if (patch.root.value() instanceof ObjectValue patched) {
      return patched;
    }
    throw new ApplyException("the patch leaves no object");
  }

  // Returns whether to go on.
  private boolean apply(PatchStep step) throws ApplyException {
    spend(step.path().length() + step.from().length() + 1);
    switch (step.op()) {
      case "add" -> add(step);
      case "remove" -> remove(step);
      case "replace" -> replace(step);
      case "move" -> move(step);
      case "copy" -> copy(step);
      case "test" -> {
        return test(step);
      }
      default -> throw new ApplyException("Unexpected kind: " + step.op());
    }
    return true;
  }

  private void add(PatchStep step) throws ApplyException {
    PatchNode parent = parent(step.path());
    if (parent == null) {
      throw new ApplyException(
          "add operation does not apply: doc is missing path: \"" + step.path() + '"' + MISSING);
    }
    try {
      parent.add(key, written(step));
    } catch (ApplyException e) {
      throw within("error in add for path: '" + step.path() + "': ", e);
    }
  }

  private static PatchNode written(PatchStep step) {
    Value value = step.value();
    return new PatchNode(value == null ? NullValue.NULL : value);
  }

  private void remove(PatchStep step) throws ApplyException {
    PatchNode parent = parent(step.path());
    if (parent == null) {
      throw new ApplyException(
          "remove operation does not apply: doc is missing path: \"" + step.path() + '"' + MISSING);
    }
    try {
      parent.remove(key);
    } catch (ApplyException e) {
      throw within("error in remove for path: '" + step.path() + "': ", e);
    }
  }

  private void replace(PatchStep step) throws ApplyException {
    if (step.path().isEmpty()) {
      root = written(step);
      if (!root.open()) {
        throw new ApplyException("replace operation value must be object or array: %!w(<nil>)");
      }
      return;
    }
    PatchNode parent = parent(step.path());
    if (parent == null) {
      throw new ApplyException(
          "replace operation does not apply: doc is missing path: " + step.path() + MISSING);
    }
    try {
      var _ = parent.get(key);
    } catch (ApplyException e) {
      throw new ApplyException(
          "replace operation does not apply: doc is missing key: " + step.path() + MISSING);
    }
    parent.set(key, written(step));
  }

  private void move(PatchStep step) throws ApplyException {
    PatchNode source = source(step, "move");
    PatchNode moved;
    try {
      moved = source.get(key);
      source.remove(key);
    } catch (ApplyException e) {
      throw within("error in move for path: '" + key + "': ", e);
    }
    PatchNode parent = destination(step, "move");
    try {
      parent.add(key, moved == null ? PatchNode.none() : bounded(step, moved.value()));
    } catch (ApplyException e) {
      throw within("error in move for path: '" + step.path() + "': ", e);
    }
  }

  private void copy(PatchStep step) throws ApplyException {
    PatchNode source = source(step, "copy");
    PatchNode copy;
    try {
      copy = source.get(key);
    } catch (ApplyException e) {
      throw within("error in copy for from: '" + step.from() + "': ", e);
    }
    PatchNode parent = destination(step, "copy");
    PatchNode added = copy == null ? PatchNode.none() : bounded(step, copy.value());
    copied += copy == null ? 0 : bytes(added.value());
    if (copied > MOST_COPIED) {
      throw new ApplyException(
          "Unable to complete the copy, the accumulated size increase of copy is "
              + copied
              + ", exceeding the limit "
              + MOST_COPIED);
    }
    try {
      parent.add(key, added);
    } catch (ApplyException e) {
      throw within("error while adding value during copy: ", e);
    }
  }

  private static int bytes(Value value) {
    return value.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private PatchNode source(PatchStep step, String op) throws ApplyException {
    if (step.from().isEmpty()) {
      throw new ApplyException(
          op + " operation failed to decode from: operation, missing from field" + MISSING);
    }
    PatchNode source = parent(step.from());
    if (source == null) {
      throw new ApplyException(
          op + " operation does not apply: doc is missing from path: " + step.from() + MISSING);
    }
    return source;
  }

  private PatchNode destination(PatchStep step, String op) throws ApplyException {
    PatchNode parent = parent(step.path());
    if (parent == null) {
      throw new ApplyException(
          op
              + " operation does not apply: doc is missing destination path: "
              + step.path()
              + MISSING);
    }
    return parent;
  }

  private boolean test(PatchStep step) throws ApplyException {
    Value expected = step.value();
    if (step.path().isEmpty()) {
      return expected != null && root.value().equals(expected);
    }
    PatchNode parent = parent(step.path());
    if (parent == null) {
      throw new ApplyException(
          "test operation does not apply: is missing path: " + step.path() + MISSING);
    }
    PatchNode found;
    try {
      found = parent.get(key);
    } catch (ApplyException e) {
      throw within("error in test for path: '" + step.path() + "': ", e);
    }
    if (found == null || found.isNull()) {
      return expected == null;
    }
    Value value = found.value();
    spend(weight(value, 0));
    return expected != null && value.equals(expected);
  }

  // The node that holds the last part of a path, which becomes the key; null when there is none.
  private @Nullable PatchNode parent(String path) throws ApplyException {
    int slash = path.indexOf('/');
    if (slash < 0) {
      return null;
    }
    PatchNode at = root;
    int depth = 0;
    for (int next = path.indexOf('/', slash + 1); next >= 0; next = path.indexOf('/', slash + 1)) {
      if (++depth > MOST_DEPTH) {
        throw new ApplyException("the path is deeper than " + MOST_DEPTH);
      }
      PatchNode part = part(at, decoded(path.substring(slash + 1, next)));
      if (part == null) {
        return null;
      }
      at = part;
      slash = next;
    }
    key = decoded(path.substring(slash + 1));
    return at.open() ? at : null;
  }

  private static @Nullable PatchNode part(PatchNode node, String key) {
    try {
      return node.open() ? node.get(key) : null;
    } catch (ApplyException e) {
      return null;
    }
  }

  private static String decoded(String key) {
    return key.indexOf('~') < 0 ? key : key.replace("~1", "/").replace("~0", "~");
  }

  // What is put somewhere else may be put again, and deeper each time.
  private PatchNode bounded(PatchStep step, Value value) throws ApplyException {
    int depth = (int) step.path().chars().filter(c -> c == '/').count();
    spend(weight(value, depth));
    return new PatchNode(value);
  }

  // The number of values in a value.
  private static int weight(Value value, int depth) throws ApplyException {
    return Weights.values(value, depth);
  }

  private void spend(int units) throws ApplyException {
    work += units;
    if (work > MOST_WORK || work < 0) {
      throw new ApplyException("the patch takes too much work");
    }
  }

  private static ApplyException within(String before, ApplyException e) {
    return new ApplyException(before + e.sentence());
  }
}
