package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.KindWatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory that the objects of one kind may take, so that whoever may write objects of it cannot
 * take the process's. Counted in the bytes of JSON that are kept, of which a record takes about as
 * much.
 *
 * <p>What an object has beyond a common size comes out of a small part of it: many large objects
 * leave the room of the common ones alone.
 *
 * <p>For one thread at a time.
 */
final class MemoryPool {
  /**
   * The size of a pool, in bytes.
   *
   * @param common up to which an object takes nothing of {@code excess}
   * @param excess what all objects may have beyond {@code common} together
   * @param total what all objects may have together
   */
  record Size(int common, long excess, long total) {}

  private final Size size;
  private final Map<String, Map<String, Integer>> taken = new HashMap<>();
  private long total;
  private long excess;

  MemoryPool(Size size) {
    this.size = size;
  }

  /**
   * Takes room for an object, in place of what it has.
   *
   * @return false when there is none: the object has none then
   */
  boolean take(String namespace, String name, int bytes) {
    Map<String, Integer> here = taken.get(namespace);
    Integer before = here == null ? null : here.get(name);
    int had = before == null ? 0 : before;
    if (total - had + bytes > size.total()
        || excess - beyond(had) + beyond(bytes) > size.excess()) {
      release(namespace, name);
      return false;
    }
    if (before == null || before != bytes) {
      // The name that it has had stays the key: the one string serves the record, too.
      taken.computeIfAbsent(namespace, _ -> new HashMap<>()).put(name, bytes);
      add(had, -1);
      add(bytes, 1);
    }
    return true;
  }

  /** Gives the room of an object back, if it has any. */
  void release(String namespace, String name) {
    Map<String, Integer> here = taken.get(namespace);
    Integer bytes = here == null ? null : here.remove(name);
    if (here != null && here.isEmpty()) {
      taken.remove(namespace);
    }
    if (bytes != null) {
      add(bytes, -1);
    }
  }

  /** Gives the room of all objects back but of these, each {@code namespace/name}. */
  void retain(Set<String> keys) {
    for (String namespace : List.copyOf(taken.keySet())) {
      for (String name : List.copyOf(taken.getOrDefault(namespace, Map.of()).keySet())) {
        if (!keys.contains(KindWatch.key(namespace, name))) {
          release(namespace, name);
        }
      }
    }
  }

  private void add(int bytes, int sign) {
    total += (long) sign * bytes;
    excess += (long) sign * beyond(bytes);
  }

  private int beyond(int bytes) {
    return Math.max(0, bytes - size.common());
  }
}
