package dev.haetae.cel.standard;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of two values that hold others. What it has begun to compare it does not compare
 * again: lists that hold each other over and over take as many steps as there are lists. Used once,
 * by one thread.
 */
final class Comparison {
  // Most comparisons are done before it pays to remember.
  private static final int STEPS_UNREMEMBERED = 256;

  private int steps;
  private @Nullable IdentityHashMap<Object, Set<Object>> begun;

  boolean equal(List<?> first, List<?> second) {
    if (first.size() != second.size()) {
      return false;
    }
    if (hasBegun(first, second)) {
      return true;
    }
    Iterator<?> others = second.iterator();
    for (Object element : first) {
      if (!Equality.equal(element, others.next(), this)) {
        return false;
      }
    }
    return true;
  }

  boolean equal(Map<?, ?> first, Map<?, ?> second) {
    if (first.size() != second.size()) {
      return false;
    }
    if (hasBegun(first, second)) {
      return true;
    }
    for (Map.Entry<?, ?> entry : first.entrySet()) {
      Object other = Equality.get(second, entry.getKey());
      if (other == null || !Equality.equal(entry.getValue(), other, this)) {
        return false;
      }
    }
    return true;
  }

  boolean equal(Optional<?> first, Optional<?> second) {
    return (first.isEmpty() || second.isEmpty())
        ? first.isEmpty() == second.isEmpty()
        : Equality.equal(first.get(), second.get(), this);
  }

  // Had the two been found to differ, the whole comparison would have ended.
  private boolean hasBegun(Object first, Object second) {
    if (++steps < STEPS_UNREMEMBERED) {
      return false;
    }
    if (begun == null) {
      begun = new IdentityHashMap<>();
    }
    return !begun
        .computeIfAbsent(first, _ -> Collections.newSetFromMap(new IdentityHashMap<>(1)))
        .add(second);
  }
}
