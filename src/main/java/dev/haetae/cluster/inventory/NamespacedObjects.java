package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.KindWatch;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one kind by namespace, and within a namespace by name, in order. Namespaces in which
 * there is nothing take no room.
 *
 * <p>Reading takes no lock; one thread at a time may write.
 *
 * @param <V> what is kept of an object
 */
final class NamespacedObjects<V> {
  private final ConcurrentMap<String, ConcurrentSkipListMap<String, V>> namespaces =
      new ConcurrentHashMap<>();

  /** The object of this name; null when there is none. */
  @Nullable V get(String namespace, String name) {
    Map<String, V> here = namespaces.get(namespace);
    return here == null ? null : here.get(name);
  }

  /** The objects of a namespace, by name. */
  Collection<V> in(String namespace) {
    Map<String, V> here = namespaces.get(namespace);
    return here == null ? List.of() : Collections.unmodifiableCollection(here.values());
  }

  /** Keeps an object in place of the one of its name, which it returns if there was one. */
  @Nullable V put(String namespace, String name, V object) {
    return namespaces
        .computeIfAbsent(namespace, _ -> new ConcurrentSkipListMap<>())
        .put(name, object);
  }

  /** Forgets the object of this name, which it returns if there was one. */
  @Nullable V remove(String namespace, String name) {
    ConcurrentSkipListMap<String, V> here = namespaces.get(namespace);
    if (here == null) {
      return null;
    }
    V old = here.remove(name);
    if (here.isEmpty()) {
      // Only this thread adds to it.
      namespaces.remove(namespace);
    }
    return old;
  }

  /** Hands namespace and name of every object over that is not among {@code keys}. */
  void forEachBut(Set<String> keys, BiConsumer<String, String> gone) {
    namespaces.forEach((namespace, here) -> {
      for (String name : here.keySet()) {
        if (!keys.contains(KindWatch.key(namespace, name))) {
          gone.accept(namespace, name);
        }
      }
    });
  }

  /** Returns how many there are, in all namespaces. */
  int count() {
    return namespaces.values().stream().mapToInt(Map::size).sum();
  }
}
