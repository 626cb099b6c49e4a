package dev.haetae.resource.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two trees, as operations of JSON Patch: few, and of an array what stands at its
 * begin and its end is left where it is.
 */
public final class TreeDiff {
  private final List<PatchOperation> operations = new ArrayList<>();

  private TreeDiff() {}

  /** The operations that make {@code after} of {@code before}; in this order. */
  public static List<PatchOperation> between(ObjectValue before, ObjectValue after) {
    TreeDiff diff = new TreeDiff();
    diff.objects(Path.ROOT, before, after);
    return List.copyOf(diff.operations);
  }

  @SuppressWarnings("ReferenceEquality") // Copies share what they have not changed.
  private void values(Path path, Value before, Value after) {
    if (before == after) {
      return;
    }
    if (before instanceof ObjectValue was && after instanceof ObjectValue is) {
      objects(path, was, is);
    } else if (before instanceof ArrayValue was && after instanceof ArrayValue is) {
      arrays(path, was, is);
    } else if (!before.equals(after)) {
      operations.add(PatchOperation.replace(path, after));
    }
  }

  private void objects(Path path, ObjectValue before, ObjectValue after) {
    for (int i = 0; i < before.size(); i++) {
      if (after.indexOf(before.key(i)) < 0) {
        operations.add(PatchOperation.remove(path.child(before.key(i))));
      }
    }
    for (int i = 0; i < after.size(); i++) {
      String key = after.key(i);
      int at = before.indexOf(key);
      if (at < 0) {
        operations.add(PatchOperation.add(path.child(key), after.value(i)));
      } else {
        values(path.child(key), before.value(at), after.value(i));
      }
    }
  }

  private void arrays(Path path, ArrayValue before, ArrayValue after) {
    int shorter = Math.min(before.size(), after.size());
    int begin = 0;
    while (begin < shorter && areAlike(before.get(begin), after.get(begin))) {
      values(path.child(begin), before.get(begin), after.get(begin));
      begin++;
    }
    int end = 0;
    while (end < shorter - begin
        && areAlike(before.get(before.size() - 1 - end), after.get(after.size() - 1 - end))) {
      end++;
    }
    middle(path, before, after, begin, end);
    for (int i = end; i > 0; i--) {
      int at = after.size() - i;
      values(path.child(at), before.get(before.size() - i), after.get(at));
    }
  }

  private void middle(Path path, ArrayValue before, ArrayValue after, int begin, int end) {
    int was = before.size() - end;
    int is = after.size() - end;
    int at = begin;
    for (; at < was && at < is; at++) {
      values(path.child(at), before.get(at), after.get(at));
    }
    for (int i = was - 1; i >= at; i--) {
      operations.add(PatchOperation.remove(path.child(i)));
    }
    for (int i = at; i < is; i++) {
      operations.add(PatchOperation.add(path.child(i), after.get(i)));
    }
  }

  // Elements of lists are mostly told apart by their names.
  private static boolean areAlike(Value before, Value after) {
    return before.equals(after)
        || (before instanceof ObjectValue was
            && after instanceof ObjectValue is
            && !was.text("name").isEmpty()
            && was.text("name").equals(is.text("name")));
  }
}
