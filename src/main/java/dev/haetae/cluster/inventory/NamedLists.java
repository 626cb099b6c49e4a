package dev.haetae.cluster.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Short sorted lists by a key. A list never changes: one with more or less takes its place, so
 * readers need no lock and may keep what they have been given.
 *
 * @param <K> what a list is found by
 * @param <V> what is in the lists
 */
final class NamedLists<K, V> {
  private final ConcurrentHashMap<K, List<V>> lists = new ConcurrentHashMap<>();
  private final Comparator<V> order;

  /** Lists in this order, in which no two different elements are equal. */
  NamedLists(Comparator<V> order) {
    this.order = order;
  }

  List<V> get(K key) {
    return lists.getOrDefault(key, List.of());
  }

  /** Puts an element into the list of a key, in place of one that stands equal in order. */
  void add(K key, V element) {
    lists.compute(key, (_, old) -> old == null ? List.of(element) : with(old, element));
  }

  /** Takes the element that stands equal in order out of the list of a key. */
  void remove(K key, V element) {
    lists.computeIfPresent(key, (_, old) -> without(old, element));
  }

  private List<V> with(List<V> old, V element) {
    List<V> all = new ArrayList<>(old.size() + 1);
    int at = position(old, element);
    all.addAll(old);
    if (at >= 0) {
      all.set(at, element);
    } else {
      all.add(-at - 1, element);
    }
    return List.copyOf(all);
  }

  private @Nullable List<V> without(List<V> old, V element) {
    int at = position(old, element);
    if (at < 0) {
      return old;
    }
    if (old.size() == 1) {
      return null;
    }
    List<V> rest = new ArrayList<>(old);
    rest.remove(at);
    return List.copyOf(rest);
  }

  private int position(List<V> list, V element) {
    return Collections.binarySearch(list, element, order);
  }
}
