package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.Criterion;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.binding.VolumeCandidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why a claim stays Pending, volume by volume, and what would mend it. */
final class UnbindableClaim {
  private static final int LONGEST = 254; // 256 less the "; " between message and remediation
  private static final int LONGEST_REMEDIATION = 90;

  /** What to do where nothing nearer is known. */
  static final String REMEDIATION = "make a PersistentVolume that fits, or name an NFS class";

  private final ClaimPrediction prediction;
  private final NearNames nearNames;
  private final SharedStorage wanted;
  private final ClaimPlace place;
  private final boolean leftOver;
  private final List<VolumeCandidate> candidates;

  /**
   * Reasons of a prediction.
   *
   * @param inventory the world in which it was made
   * @param leftOver whether other claims of its pod have taken what fits it
   */
  UnbindableClaim(
      ClaimPrediction prediction,
      Inventory inventory,
      boolean leftOver,
      NearNames nearNames,
      SharedStorage wanted,
      ClaimPlace place) {
    this.prediction = prediction;
    this.leftOver = leftOver;
    this.nearNames = nearNames;
    this.wanted = wanted;
    this.place = place;
    this.candidates = new ArrayList<>(VolumeBinding.explain(prediction.claim(), inventory));
    candidates.sort(
        Comparator.<VolumeCandidate>comparingInt(this::distance)
            .thenComparing(candidate -> candidate.volume().name()));
  }

  // A volume that somebody has, or that would be no good, is far away even if all else fits.
  private int distance(VolumeCandidate candidate) {
    int distance = candidate.mismatches().size();
    for (VolumeCandidate.Mismatch mismatch : candidate.mismatches()) {
      boolean taken =
          mismatch.criterion() == Criterion.CLAIM_REFERENCE
              || mismatch.criterion() == Criterion.DELETION;
      distance += taken ? 3 : 0;
    }
    return wanted.holds(candidate.volume().source()) ? distance : distance + 3;
  }

  /** What to write instead. */
  String remediation() {
    if (leftOver) {
      return REMEDIATION;
    }
    Optional<String> near = nearest();
    if (near.isPresent()) {
      return "did you mean " + Text.quote(near.get()) + '?';
    }
    String changes = candidates.isEmpty() ? "" : changes(candidates.getFirst());
    return changes.isEmpty() || changes.length() > LONGEST_REMEDIATION ? REMEDIATION : changes;
  }

  // What to change of the volume first, then what to change of the claim.
  private String changes(VolumeCandidate candidate) {
    StringBuilder ofVolume = new StringBuilder();
    StringBuilder ofClaim = new StringBuilder();
    for (VolumeCandidate.Mismatch mismatch : candidate.mismatches()) {
      StringBuilder changes = isOfClaim(mismatch.criterion()) ? ofClaim : ofVolume;
      changes.append(changes.isEmpty() ? "" : ", ").append(mismatch.change());
    }
    if (ofClaim.isEmpty()) {
      return ofVolume.toString();
    }
    return ofVolume + (ofVolume.isEmpty() ? "" : ", ") + place.inClaim(ofClaim.toString());
  }

  private static boolean isOfClaim(Criterion criterion) {
    return switch (criterion) {
      case SIZE, STORAGE_CLASS, ATTRIBUTES_CLASS, VOLUME_MODE -> true;
      case CLAIM_REFERENCE, DELETION, ACCESS_MODES, SELECTOR, PHASE -> false;
    };
  }

  // The name that was meant, where a volume or class is named that does not exist.
  private Optional<String> nearest() {
    return switch (prediction.cause()) {
      case VOLUME_NOT_FOUND -> nearNames.volume(prediction.volumeName());
      case CLASS_NOT_FOUND -> nearNames.storageClass(storageClass());
      case ALREADY_BOUND,
          VOLUME_NAMED,
          VOLUME_PROMISED,
          VOLUME_MATCHES,
          VOLUME_TAKEN,
          VOLUME_MISMATCH,
          NO_CLASS,
          NO_PROVISIONER,
          BINDING_MODE,
          PROVISIONER,
          VOLUME_GONE,
          VOLUME_MISBOUND ->
          Optional.empty();
    };
  }

  private String storageClass() {
    String name = prediction.claim().storageClass();
    return name == null ? "" : name;
  }

  /** Why, the volumes that come nearest first; short enough to stand before the remediation. */
  String message() {
    int room = LONGEST - remediation().length();
    StringBuilder out = new StringBuilder(room);
    out.append("claim ").append(ClaimOutlook.quote(prediction.claim().name()));
    out.append(" stays Pending: ").append(cause());
    for (int i = 0; i < candidates.size(); i++) {
      int left = candidates.size() - i - 1;
      int here = room - out.length() - rest(left).length();
      String one = (i == 0 ? ": " : "; ") + describe(candidates.get(i), i == 0, here);
      if (one.length() > here) {
        return out.append(rest(left + 1)).toString();
      }
      out.append(one);
    }
    return out.toString();
  }

  private static String rest(int count) {
    return count == 0 ? "" : "; … " + count + " more";
  }

  // Of the nearest volume everything, if there is room; of the others the first thing.
  private static String describe(VolumeCandidate candidate, boolean nearest, int room) {
    String name = Text.shorten(candidate.volume().name(), 40);
    if (nearest && !candidate.fits()) {
      StringBuilder out = new StringBuilder(name);
      for (int i = 0; i < candidate.mismatches().size(); i++) {
        out.append(i == 0 ? " " : ", ").append(candidate.mismatches().get(i).detail());
      }
      if (out.length() + 2 <= room) {
        return out.toString();
      }
    }
    return name + ": " + (candidate.fits() ? "fits" : candidate.reason());
  }

  private String cause() {
    if (leftOver) {
      return "the pod's other claims leave it no volume";
    }
    String named = ClaimOutlook.quote(storageClass());
    String origin = prediction.classDefaulted() ? "the default class " : "its class ";
    return switch (prediction.cause()) {
      case VOLUME_NOT_FOUND ->
          "the volume it names, "
              + ClaimOutlook.quote(prediction.volumeName())
              + ", does not exist";
      case VOLUME_TAKEN, VOLUME_MISMATCH -> "the volume it names does not fit";
      case CLASS_NOT_FOUND -> origin + named + " does not exist and no volume fits";
      case NO_PROVISIONER, BINDING_MODE -> origin + named + " makes no volumes and none fits";
      case NO_CLASS,
          ALREADY_BOUND,
          VOLUME_NAMED,
          VOLUME_PROMISED,
          VOLUME_MATCHES,
          PROVISIONER,
          VOLUME_GONE,
          VOLUME_MISBOUND ->
          candidates.isEmpty() ? "it has no class and there are no volumes" : "no volume fits";
    };
  }
}
