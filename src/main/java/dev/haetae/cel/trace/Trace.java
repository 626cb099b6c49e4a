package dev.haetae.cel.trace;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.ErrorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trace holds the values of an expression's nodes in the order in which they were evaluated:
 * those of a node's parts stand before its own.
 */
public final class Trace {
  private static final int MOST = 200_000;

  private long[] ids = new long[64];
  private final List<Object> values = new ArrayList<>();
  private long looks;

  /** Takes note of a value, not of a failure; of a very long evaluation, only of the first. */
  public void report(CelExpr node, Object value) {
    int index = values.size();
    if (index >= MOST || value instanceof ErrorValue) {
      return;
    }
    if (index == ids.length) {
      ids = Arrays.copyOf(ids, index * 2);
    }
    ids[index] = node.id();
    values.add(value);
  }

  /** How many values it holds. */
  public int size() {
    return values.size();
  }

  /** The value at a place. */
  public Object value(int index) {
    return values.get(index);
  }

  /** Where a node was evaluated last between two places; -1 when it was not, or failed. */
  public int last(CelExpr node, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (ids[i] == node.id()) {
        looks += to - i;
        return i;
      }
    }
    looks += Math.max(to - from, 0);
    return -1;
  }

  /** Where a node was evaluated next from a place on; -1 when it was not. */
  public int next(CelExpr node, int from, int to) {
    for (int i = from; i < to; i++) {
      if (ids[i] == node.id()) {
        looks += i - from + 1;
        return i;
      }
    }
    looks += Math.max(to - from, 0);
    return -1;
  }

  /** How many places were looked at so far to find nodes. */
  public long looks() {
    return looks;
  }
}
