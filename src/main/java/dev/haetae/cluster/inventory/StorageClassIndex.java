package dev.haetae.cluster.inventory;

import dev.haetae.resource.Resource;
import dev.haetae.resource.StorageClass;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Storage classes by name. */
final class StorageClassIndex implements ClusterScopedIndex {
  private final ConcurrentSkipListMap<String, StorageClass> classes = new ConcurrentSkipListMap<>();

  /** The class of this name; null when not found. */
  @Nullable StorageClass storageClass(String name) {
    return classes.get(name);
  }

  /** All classes, by name. */
  Collection<StorageClass> classes() {
    return Collections.unmodifiableCollection(classes.values());
  }

  @Override
  public Set<String> names() {
    return classes.keySet();
  }

  @Override
  public boolean put(Resource resource, boolean labelled) {
    classes.put(resource.name(), StorageClass.of(resource));
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    classes.remove(name);
  }
}
