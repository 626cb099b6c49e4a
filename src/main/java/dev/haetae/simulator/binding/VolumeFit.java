package dev.haetae.simulator.binding;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.simulator.binding.VolumeCandidate.Mismatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparison of one volume with one claim, in every respect that binding asks about. */
final class VolumeFit {
  private static final Criterion[] ALL = Criterion.values();
  // In the order of checkVolumeSatisfyClaim, which stops at the first.
  private static final Criterion[] NAMED = {
    Criterion.DELETION,
    Criterion.SIZE,
    Criterion.STORAGE_CLASS,
    Criterion.ATTRIBUTES_CLASS,
    Criterion.VOLUME_MODE,
    Criterion.ACCESS_MODES
  };
  // The cheap and the likely to fail first; access modes are compared by their sets.
  private static final Criterion[] FREE = {
    Criterion.PHASE,
    Criterion.SIZE,
    Criterion.STORAGE_CLASS,
    Criterion.VOLUME_MODE,
    Criterion.ATTRIBUTES_CLASS,
    Criterion.DELETION,
    Criterion.SELECTOR
  };
  private static final Criterion[] PROMISED = {
    Criterion.CLAIM_REFERENCE,
    Criterion.SIZE,
    Criterion.VOLUME_MODE,
    Criterion.ATTRIBUTES_CLASS,
    Criterion.DELETION
  };

  private VolumeFit() {}

  /** Returns what a free volume fails on that the claim names; null when it fits. */
  static @Nullable Criterion named(PersistentVolumeClaim claim, PersistentVolume volume) {
    for (Criterion criterion : NAMED) {
      if (!holds(criterion, claim, volume, true)) {
        return criterion;
      }
    }
    return null;
  }

  /** Returns whether a free volume matches, access modes aside. */
  static boolean isFreeMatch(PersistentVolumeClaim claim, PersistentVolume volume) {
    return holdAll(FREE, claim, volume);
  }

  /** Returns whether a volume whose claimRef has the claim's name matches, access modes aside. */
  static boolean isPromisedMatch(PersistentVolumeClaim claim, PersistentVolume volume) {
    return holdAll(PROMISED, claim, volume);
  }

  private static boolean holdAll(
      Criterion[] criteria, PersistentVolumeClaim claim, PersistentVolume volume) {
    for (Criterion criterion : criteria) {
      if (!criterion.holds(claim, volume)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(
      Criterion criterion, PersistentVolumeClaim claim, PersistentVolume volume, boolean named) {
    // Only where a claim names its volume the controller compares whole bytes, rounded up.
    if (named && criterion == Criterion.SIZE) {
      return volume.capacity().value() >= claim.request().value();
    }
    return criterion.holds(claim, volume);
  }

  /** The volume as a candidate, with everything it fails on. */
  static VolumeCandidate explain(PersistentVolumeClaim claim, PersistentVolume volume) {
    boolean named = !claim.volumeName().isEmpty();
    boolean promised = volume.claim() != null && volume.claim().names(claim);
    List<Mismatch> mismatches = new ArrayList<>();
    if (!(named && promised)) {
      for (Criterion criterion : ALL) {
        if (isAsked(criterion, named, promised) && !holds(criterion, claim, volume, named)) {
          mismatches.add(ClaimMessages.mismatch(criterion, claim, volume));
        }
      }
    }
    // A Released volume is another claim's still; clearing the claimRef makes it Available.
    if (mismatches.size() > 1 && mismatches.getFirst().criterion() == Criterion.CLAIM_REFERENCE) {
      mismatches.removeIf(mismatch -> mismatch.criterion() == Criterion.PHASE);
    }
    return new VolumeCandidate(volume, mismatches);
  }

  private static boolean isAsked(Criterion criterion, boolean named, boolean promised) {
    return switch (criterion) {
      case CLAIM_REFERENCE, DELETION, SIZE, ATTRIBUTES_CLASS, VOLUME_MODE, ACCESS_MODES -> true;
      case STORAGE_CLASS -> !promised;
      case SELECTOR, PHASE -> !promised && !named;
    };
  }
}
