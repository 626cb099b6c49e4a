package dev.haetae.cluster.inventory;

import dev.haetae.resource.Resource;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Classes of storage or of devices by name.
 *
 * @param <T> what is kept of one
 */
final class ClassIndex<T> implements ClusterScopedIndex {
  private final Function<Resource, T> reader;
  private final ConcurrentSkipListMap<String, T> classes = new ConcurrentSkipListMap<>();

  ClassIndex(Function<Resource, T> reader) {
    this.reader = reader;
  }

  @Nullable T find(String name) {
    return classes.get(name);
  }

  Collection<T> all() {
    return Collections.unmodifiableCollection(classes.values());
  }

  @Override
  public Set<String> names() {
    return classes.keySet();
  }

  @Override
  public boolean put(Resource resource, boolean labelled) {
    classes.put(resource.name(), reader.apply(resource));
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    classes.remove(name);
  }
}
