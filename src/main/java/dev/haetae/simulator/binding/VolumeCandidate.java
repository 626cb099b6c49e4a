package dev.haetae.simulator.binding;

import dev.haetae.resource.PersistentVolume;
import java.util.List;

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

  /** Whether the claim could bind to it. */
  public boolean fits() {
    return mismatches.isEmpty();
  }

  /** The first mismatch, in the controller's own words where it has them; empty when it fits. */
  public String reason() {
    return mismatches.isEmpty() ? "" : mismatches.getFirst().criterion().reason();
  }

  /** What it fails on and what would make it fit. */
  public String message() {
    if (mismatches.isEmpty()) {
      return "fits";
    }
    StringBuilder out = new StringBuilder();
    for (Mismatch mismatch : mismatches) {
      out.append(out.isEmpty() ? "" : "; ").append(mismatch.detail());
    }
    out.append(mismatches.size() == 1 ? ". To make it fit: " : ". To make it fit, all of: ");
    for (int i = 0; i < mismatches.size(); i++) {
      out.append(i == 0 ? "" : "; ").append(mismatches.get(i).change());
    }
    return out.toString();
  }
}
