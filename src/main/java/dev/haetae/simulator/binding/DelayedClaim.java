package dev.haetae.simulator.binding;

import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A claim that waits for its first consumer, and what it gets once there is a pod that mounts it.
 *
 * <p>Mirrors {@code FindPodVolumes} of {@code pkg/scheduler/framework/plugins/volumebinding}: it
 * takes the smallest volume that the node reaches and that no claim before it has; its class makes
 * one where there is none. The claims of a pod choose in their natural order, the smallest first,
 * so that they leave the large volumes to the large.
 *
 * @param volumes those that fit it, in the order in which it takes them
 * @param storageClass its class
 */
record DelayedClaim(PersistentVolumeClaim claim, FittingVolumes volumes, StorageClass storageClass)
    implements Comparable<DelayedClaim> {

  @Override
  public int compareTo(DelayedClaim other) {
    return claim.request().compareTo(other.claim.request());
  }

  /**
   * Chooses a volume.
   *
   * @param taken the names of those that others have, to which the chosen one is added
   * @param node the node that has to reach it; null for any
   * @return null when none is left, or when the scheduler has left the claim to its class before
   */
  @Nullable PersistentVolume choose(Set<String> taken, @Nullable Node node) {
    PersistentVolume volume = claim.selectedNode().isEmpty() ? volumes.take(taken, node) : null;
    if (volume != null) {
      taken.add(volume.name());
    }
    return volume;
  }

  /** Returns whether the scheduler believes that its class makes a volume that a node reaches. */
  boolean isMadeFor(Node node) {
    boolean elsewhere =
        !claim.selectedNode().isEmpty() && !claim.selectedNode().equals(node.name());
    return !elsewhere
        && !storageClass.provisioner().isEmpty()
        && !storageClass.provisioner().equals(StorageClass.NO_PROVISIONER)
        && (storageClass.allowedTopologies() == null
            || storageClass.allowedTopologies().matches("", node.labels()));
  }
}
