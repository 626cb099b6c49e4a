package dev.haetae.cel.mutation;

import dev.haetae.cel.value.CelFailure;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;

/**
 * A meter of what one mutation writes: where expressions share their parts they are written out in
 * full, so it has a budget. Used by one thread.
 */
public final class Meter {
  /** The size in bytes that a mutation may write: that of the API server's largest request. */
  public static final int MOST_BYTES = 3 << 20;

  /** How deep its values may nest. */
  static final int MOST_DEPTH = 128;

  private int left = MOST_BYTES;

  /** A meter of which nothing has been spent. */
  public Meter() {}

  /** Counts a value and its letters, if it has any. */
  void spend(int letters, int depth) {
    left -= letters + 1;
    if (left < 0) {
      throw new CelFailure("the mutation writes more than 3 MiB");
    }
    if (depth > MOST_DEPTH) {
      throw new CelFailure("the mutation writes values that nest deeper than " + MOST_DEPTH);
    }
  }

  /** Counts a tree that is written as it is. */
  Value counted(Value tree, int depth) {
    spend(0, depth);
    switch (tree) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          spend(object.key(i).length(), depth);
          var _ = counted(object.value(i), depth + 1);
        }
      }
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          var _ = counted(array.get(i), depth + 1);
        }
      }
      case StringValue text -> spend(text.text().length(), depth);
      default -> {
        // No more than counted.
      }
    }
    return tree;
  }
}
