package dev.haetae.simulator.binding;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The volume that a claim without {@code volumeName} gets: the best of each access-mode set, then
 * the best of the sets with the fewest modes.
 *
 * <p>Mirrors {@code findByClaim} of the PV controller's {@code index.go} and {@code
 * FindMatchingVolume}.
 */
final class VolumeSearch {
  private final PersistentVolumeClaim claim;
  private final Set<String> taken;
  private final int wanted;
  private final @Nullable PersistentVolume[] bestOfSet =
      new @Nullable PersistentVolume[AccessModes.SETS];
  // Volumes as good as the best of their set; made only when there are any.
  private @Nullable List<PersistentVolume> equals;

  VolumeSearch(PersistentVolumeClaim claim, Set<String> taken) {
    this.claim = claim;
    this.taken = taken;
    this.wanted = AccessModes.of(claim.accessModes());
  }

  /** Looks at free volumes of the claim's class. */
  void addAll(List<PersistentVolume> volumes) {
    for (int i = 0; i < volumes.size(); i++) {
      PersistentVolume volume = volumes.get(i);
      if (volume.claim() == null
          && !isBeaten(volume)
          && VolumeFit.isFreeMatch(claim, volume)
          && (taken.isEmpty() || !taken.contains(volume.name()))) {
        add(volume, AccessModes.of(volume.accessModes()));
      }
    }
  }

  // No set has fewer modes than the one wanted: what is larger than its best is not looked at.
  private boolean isBeaten(PersistentVolume volume) {
    PersistentVolume best = bestOfSet[wanted];
    return best != null && volume.capacity().compareTo(best.capacity()) > 0;
  }

  /** Looks at volumes whose claimRef has the claim's name. */
  void addPromised(List<PersistentVolume> volumes) {
    for (int i = 0; i < volumes.size(); i++) {
      PersistentVolume volume = volumes.get(i);
      if (VolumeFit.isPromisedMatch(claim, volume)) {
        add(volume, AccessModes.of(volume.accessModes()));
      }
    }
  }

  private void add(PersistentVolume volume, int set) {
    if (!AccessModes.contains(set, wanted)) {
      return;
    }
    PersistentVolume best = bestOfSet[set];
    int order = best == null ? -1 : compare(volume, best);
    if (order < 0) {
      bestOfSet[set] = volume;
    } else if (order == 0) {
      if (equals == null) {
        equals = new ArrayList<>(2);
      }
      equals.add(volume);
    }
  }

  // A promised volume before a free one, then the smallest; promised ones are equal to each other.
  private static int compare(PersistentVolume volume, PersistentVolume best) {
    boolean promised = volume.claim() != null;
    if (promised != (best.claim() != null)) {
      return promised ? -1 : 1;
    }
    return promised ? 0 : volume.capacity().compareTo(best.capacity());
  }

  /** The volumes that the controller may take, all as good, by name; none when none matches. */
  List<PersistentVolume> winners() {
    int fewest = fewestModes();
    if (fewest == Integer.MAX_VALUE) {
      return List.of();
    }
    List<PersistentVolume> winners = new ArrayList<>(1);
    for (int set = 0; set < AccessModes.SETS; set++) {
      PersistentVolume best = bestOfSet[set];
      if (best != null && Integer.bitCount(set) == fewest) {
        winners.add(best);
      }
    }
    if (equals != null) {
      for (PersistentVolume equal : equals) {
        if (isBest(equal, fewest)) {
          winners.add(equal);
        }
      }
    }
    winners.sort(Comparator.comparing(PersistentVolume::name));
    return winners;
  }

  // An equal of a volume that a better one has replaced since is none of the best.
  private boolean isBest(PersistentVolume volume, int fewest) {
    int set = AccessModes.of(volume.accessModes());
    PersistentVolume best = bestOfSet[set];
    return best != null && Integer.bitCount(set) == fewest && compare(volume, best) == 0;
  }

  private int fewestModes() {
    int fewest = Integer.MAX_VALUE;
    for (int set = 0; set < AccessModes.SETS; set++) {
      if (bestOfSet[set] != null) {
        fewest = Math.min(fewest, Integer.bitCount(set));
      }
    }
    return fewest;
  }
}
