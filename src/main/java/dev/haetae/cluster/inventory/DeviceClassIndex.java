package dev.haetae.cluster.inventory;

import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.Resource;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Classes of devices by name. */
final class DeviceClassIndex implements ClusterScopedIndex {
  private final ConcurrentSkipListMap<String, DeviceClass> classes = new ConcurrentSkipListMap<>();

  /** The class of this name; null when not found. */
  @Nullable DeviceClass deviceClass(String name) {
    return classes.get(name);
  }

  @Override
  public Set<String> names() {
    return classes.keySet();
  }

  @Override
  public boolean put(Resource resource, boolean labelled) {
    classes.put(resource.name(), DeviceClass.of(resource));
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    classes.remove(name);
  }
}
