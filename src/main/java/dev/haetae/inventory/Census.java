package dev.haetae.inventory;

import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.ServiceView;
import java.util.Collection;
import java.util.SortedMap;

/**
 * All objects of a world, kind by kind, each by namespace and name: for those who show what is
 * there.
 *
 * <p>Rules cannot have it. What they may look at is an {@link Inventory}, every look-up of which is
 * O(1) or O(answer) and says when it cannot be answered; here an object that cannot be read is
 * missing, and only counted.
 */
public interface Census {
  /** The unfinished pods, on nodes or not. */
  Collection<PlacedPod> pods();

  /** The claims. */
  Collection<PersistentVolumeClaim> claims();

  /** The volumes. */
  Collection<PersistentVolume> volumes();

  /** The Services. */
  Collection<ServiceView> services();

  /** The nodes. */
  Collection<Node> nodes();

  /** The names of the namespaces that are there as objects. */
  Collection<String> namespaces();

  /** The number of objects that are there and cannot be read, by kind: {@code Pod}. */
  SortedMap<String, Integer> unreadable();
}
