package dev.haetae.simulator.binding;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The volumes that fit an unbound claim which names none, in the order in which it takes them: the
 * claims of one kind take them one after the other, each what the others have left.
 */
public final class FittingVolumes {
  // The controller looks at the volumes with the fewest modes first.
  private static final Comparator<PersistentVolume> FEWEST_MODES =
      Comparator.<PersistentVolume>comparingInt(
              volume -> Integer.bitCount(AccessModes.of(volume.accessModes())))
          .thenComparing(PersistentVolume::capacity);
  // A promised volume is taken before any other, whatever its size.
  private static final Comparator<PersistentVolume> PROMISED =
      Comparator.comparing((PersistentVolume volume) -> volume.claim() == null)
          .thenComparing(PersistentVolume::capacity);

  private static final long STEPS_TO_SORT = 4;

  private final Inventory inventory;
  private final Comparator<PersistentVolume> order;
  private final List<PersistentVolume> volumes;
  // What stands before is taken or out of reach.
  private int next;

  private FittingVolumes(
      Inventory inventory, Comparator<PersistentVolume> order, List<PersistentVolume> volumes) {
    this.inventory = inventory;
    this.order = order;
    this.volumes = volumes;
    inventory.spend(STEPS_TO_SORT * volumes.size());
    volumes.sort(order.thenComparing(PersistentVolume::name));
  }

  /**
   * Returns those that the controller gives to a claim as soon as it is there; promised ones aside.
   */
  static FittingVolumes ofImmediate(PersistentVolumeClaim claim, Inventory inventory) {
    List<PersistentVolume> volumes = new ArrayList<>();
    for (PersistentVolume volume : inventory.volumesByClass(Criterion.classOf(claim))) {
      if (isFree(claim, volume)) {
        volumes.add(volume);
      }
    }
    return new FittingVolumes(inventory, FEWEST_MODES, volumes);
  }

  /** Returns those that the scheduler gives to a claim once there is a pod that mounts it. */
  static FittingVolumes ofDelayed(PersistentVolumeClaim claim, Inventory inventory) {
    List<PersistentVolume> volumes = new ArrayList<>();
    for (PersistentVolume volume : inventory.volumesByClass(Criterion.classOf(claim))) {
      if (volume.claim() == null
          ? isFree(claim, volume)
          : VolumeFit.isPromisedMatch(claim, volume)) {
        volumes.add(volume);
      }
    }
    return new FittingVolumes(inventory, PROMISED, volumes);
  }

  /** Returns whether a volume is nobody's and fits in every respect. */
  static boolean isFree(PersistentVolumeClaim claim, PersistentVolume volume) {
    return volume.claim() == null
        && VolumeFit.isFreeMatch(claim, volume)
        && Criterion.ACCESS_MODES.holds(claim, volume);
  }

  /**
   * Returns what claims have in common that the same volumes fit: all that binding asks of a
   * volume, and the name of a claim that a volume is promised to.
   */
  static String kind(PersistentVolumeClaim claim, Inventory inventory) {
    boolean promised = !inventory.volumesPromisedTo(claim.namespace(), claim.name()).isEmpty();
    String storageClass = claim.storageClass();
    // A new claim that writes no class gets the default one; an old one does when nothing else
    // fits.
    return (storageClass == null ? "\n" + claim.uid().isEmpty() : storageClass)
        + '\n'
        + claim.request()
        + '\n'
        + AccessModes.of(claim.accessModes())
        + '\n'
        + claim.volumeMode()
        + '\n'
        + claim.volumeAttributesClass()
        + '\n'
        + claim.volumeName()
        + '\n'
        + claim.selector()
        + '\n'
        + (promised ? claim.namespace() + '/' + claim.name() : "");
  }

  /** All of them, taken or not. */
  List<PersistentVolume> all() {
    return volumes;
  }

  /**
   * The next one that is not taken; null when there is none. It is not given again until {@link
   * #rewind}.
   *
   * @param taken the names of those that others have
   * @param node the node that has to reach it; null for any
   */
  @Nullable PersistentVolume take(Set<String> taken, @Nullable Node node) {
    for (; next < volumes.size(); next++) {
      inventory.spend(1);
      PersistentVolume volume = volumes.get(next);
      if (!taken.contains(volume.name())) {
        if (node == null || isReached(volume, node)) {
          next++;
          return volume;
        }
        if (volume.claim() != null) {
          // A volume that is promised to the claim and out of reach is the end of the search.
          return null;
        }
      }
    }
    return null;
  }

  /** Adds the names of those that are taken while another that is just as good is not. */
  void addTakenByChance(Set<String> taken, Set<String> names) {
    inventory.spend(volumes.size());
    int start = 0;
    while (start < volumes.size()) {
      int end = start;
      boolean left = false;
      while (end < volumes.size() && isAlike(volumes.get(start), volumes.get(end))) {
        left |= !taken.contains(volumes.get(end++).name());
      }
      for (int i = start; i < end && left; i++) {
        if (taken.contains(volumes.get(i).name())) {
          names.add(volumes.get(i).name());
        }
      }
      start = end;
    }
  }

  private boolean isAlike(PersistentVolume one, PersistentVolume other) {
    return order.compare(one, other) == 0;
  }

  /** Begins again, for another node. */
  void rewind() {
    next = 0;
  }

  /** Returns whether a node reaches a volume. */
  public static boolean isReached(PersistentVolume volume, Node node) {
    // The scheduler matches a volume's affinity with labels only, never with the node's name.
    return volume.nodeAffinity() == null || volume.nodeAffinity().matches("", node.labels());
  }
}
