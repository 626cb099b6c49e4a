package dev.haetae.cluster.inventory;

import dev.haetae.resource.Resource;
import java.util.Set;

/**
 * The memory of one kind, by whatever rules look it up.
 *
 * <p>Reading takes no lock, from any thread; one thread at a time may write.
 */
interface KindIndex {
  /** Returns how many objects are in memory. */
  int count();

  /**
   * Keeps an object in place of an earlier one of its name.
   *
   * @param labelled whether its labels were read
   * @return whether it is of interest and was kept
   * @throws dev.haetae.resource.MalformedResourceException when it cannot be read; nothing has
   *     changed then
   */
  boolean put(Resource resource, boolean labelled);

  /** Forgets the object of this name, if there is one; of no namespace when that is empty. */
  void remove(String namespace, String name);

  /** Forgets all but these, each {@code namespace/name}. */
  void retain(Set<String> keys);
}
