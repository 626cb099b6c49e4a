package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.Extent;
import dev.haetae.cluster.client.KindWatch;
import dev.haetae.cluster.client.NamespacedName;
import dev.haetae.inventory.UnreadableObjects;
import dev.haetae.resource.Resource;
import java.util.HashSet;
import java.util.Set;

/**
 * The memory of one kind: records of the objects that can be read and for which there is room, and
 * the names of the others.
 *
 * <p>Written by one thread at a time; the index and the names are read by any.
 */
final class KindMemory implements KindWatch.Memory {
  private static final String NO_ROOM =
      "all memory that its kind may take is taken: raise the memory limit, or see who writes so"
          + " many or such large objects";

  private final boolean isCore;
  private final KindIndex index;
  private final UnreadableObjects unreadable;
  private final MemoryPool pool;
  private final Set<NamespacedName> unlabelled = new HashSet<>();
  private volatile int unlabelledCount;
  private volatile boolean isKnown;
  private volatile String withheld = "";

  /**
   * An empty memory.
   *
   * @param isCore whether nothing can be judged without the kind
   */
  KindMemory(boolean isCore, KindIndex index, UnreadableObjects unreadable, MemoryPool pool) {
    this.isCore = isCore;
    this.index = index;
    this.unreadable = unreadable;
    this.pool = pool;
  }

  /** The objects that are there and cannot be read. */
  UnreadableObjects unreadable() {
    return unreadable;
  }

  /** Returns how many objects can be looked up. */
  int count() {
    return index.count();
  }

  /** Of how many of them the labels are not kept. */
  int unlabelledCount() {
    return unlabelledCount;
  }

  /** Returns whether all objects have been read, and may still be. */
  boolean isKnown() {
    return isKnown;
  }

  /** Why the objects may not be read; empty when they may, or nobody has tried. */
  String withheld() {
    return withheld;
  }

  @Override
  public boolean isOptional() {
    return !isCore;
  }

  @Override
  public boolean withhold(String reason) {
    if (isCore) {
      return false;
    }
    isKnown = false;
    withheld = reason;
    return true;
  }

  @Override
  public String put(Resource resource, Extent extent) {
    String namespace = resource.namespace();
    String name = resource.name();
    if (!pool.take(namespace, name, extent.bytes())) {
      return NO_ROOM;
    }
    boolean isKept = index.put(resource, !extent.isCut());
    if (!isKept) {
      pool.release(namespace, name);
    }
    unreadable.remove(namespace, name);
    setUnlabelled(new NamespacedName(namespace, name), isKept && extent.isCut());
    return "";
  }

  @Override
  public void unreadable(String namespace, String name, String problem) {
    unreadable.add(namespace, name, problem);
    forget(namespace, name);
  }

  @Override
  public void remove(String namespace, String name) {
    forget(namespace, name);
    unreadable.remove(namespace, name);
  }

  private void forget(String namespace, String name) {
    index.remove(namespace, name);
    pool.release(namespace, name);
    setUnlabelled(new NamespacedName(namespace, name), false);
  }

  @Override
  public void retain(Set<String> keys) {
    index.retain(keys);
    unreadable.retain(keys);
    pool.retain(keys);
    unlabelled.removeIf(name -> !keys.contains(KindWatch.key(name.namespace(), name.name())));
    unlabelledCount = unlabelled.size();
    withheld = "";
    isKnown = true;
  }

  private void setUnlabelled(NamespacedName name, boolean isUnlabelled) {
    if (isUnlabelled ? unlabelled.add(name) : unlabelled.remove(name)) {
      unlabelledCount = unlabelled.size();
    }
  }
}
