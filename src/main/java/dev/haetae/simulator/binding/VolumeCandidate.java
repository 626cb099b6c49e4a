package dev.haetae.simulator.binding;

import dev.haetae.resource.PersistentVolume;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A volume that a claim could have: whether it fits, and what it fails on.
 *
 * @param volume the volume
 * @param mismatches everything it fails on, in the order of {@link Criterion}; none when it fits
 */
public record VolumeCandidate(PersistentVolume volume, List<Mismatch> mismatches) {
  /**
   * One respect in which a volume does not fit.
   *
   * @param criterion which
   * @param detail what the volume has and the claim asks for
   * @param change the one thing that would mend it, as an order: {@code ask for ≤ 5Gi}
   */
  public record Mismatch(Criterion criterion, String detail, String change) {}

  /** A candidate that keeps its own copy of the list. */
  public VolumeCandidate {
    mismatches = List.copyOf(mismatches);
  }

  /** Returns whether the claim could bind to it. */
  public boolean fits() {
    return mismatches.isEmpty();
  }

  /** The first mismatch, in the controller's own words where it has them; empty when it fits. */
  public String reason() {
    return mismatches.isEmpty() ? "" : mismatches.getFirst().criterion().reason();
  }

  /** Returns what it has and the claim asks for, respect by respect. */
  public String detail() {
    return fits()
        ? "fits"
        : mismatches.stream().map(Mismatch::detail).collect(Collectors.joining("; "));
  }

  /** Returns what would make it fit, all of it; nothing when it does. */
  public List<String> changes() {
    return mismatches.stream().map(Mismatch::change).toList();
  }

  /** Returns whether it lacks an access mode that the claim asks for. */
  public boolean isMissingModes() {
    for (Mismatch mismatch : mismatches) {
      if (mismatch.criterion() == Criterion.ACCESS_MODES) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns how far it is from fitting, to tell the nearest; 0 when it fits. What the author of a
   * claim can write counts least, 10, what must happen in the cluster most.
   */
  public int distance() {
    int distance = 0;
    for (Mismatch mismatch : mismatches) {
      distance +=
          switch (mismatch.criterion()) {
            case STORAGE_CLASS, ATTRIBUTES_CLASS, VOLUME_MODE, SIZE -> 10;
            case ACCESS_MODES, SELECTOR -> 11;
            case PHASE -> 25;
            case CLAIM_REFERENCE, DELETION -> 40;
          };
    }
    return distance;
  }
}
