package dev.haetae.cluster.inventory;

import dev.haetae.resource.Resource;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects of a kind that has no record of its own, such as LimitRanges: what is read of them. */
final class ObjectIndex implements KindIndex {
  private final NamespacedObjects<Resource> objects = new NamespacedObjects<>();

  /** The object of this name; null when there is none. */
  @Nullable Resource find(String namespace, String name) {
    return objects.get(namespace, name);
  }

  /** The objects of a namespace, by name. */
  Collection<Resource> in(String namespace) {
    return objects.in(namespace);
  }

  @Override
  public int count() {
    return objects.count();
  }

  @Override
  public boolean put(Resource resource, boolean labelled) {
    objects.put(resource.namespace(), resource.name(), resource);
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    objects.remove(namespace, name);
  }

  @Override
  public void retain(Set<String> keys) {
    objects.forEachBut(keys, this::remove);
  }
}
