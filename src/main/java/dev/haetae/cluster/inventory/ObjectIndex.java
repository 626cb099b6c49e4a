package dev.haetae.cluster.inventory;

import dev.haetae.inventory.UnreadableObjects;
import dev.haetae.resource.Resource;
import java.util.Collection;
import java.util.Set;

/** Objects of a kind that has no record of its own, such as LimitRanges: what is read of them. */
final class ObjectIndex implements KindIndex {
  private final NamespacedObjects<Resource> objects = new NamespacedObjects<>();

  /**
   * An index with the names of what it cannot hold.
   *
   * @param unreadable the objects of the kind that cannot be read
   */
  record Followed(ObjectIndex index, UnreadableObjects unreadable) {
    /** The objects of a namespace, by name. */
    Collection<Resource> in(String namespace) {
      unreadable.requireAllOf(namespace);
      Collection<Resource> found = index.objects.in(namespace);
      unreadable.requireAllOf(namespace);
      return found;
    }
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
