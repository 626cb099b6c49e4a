package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimPrediction.Cause;
import dev.haetae.simulator.binding.Criterion;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.binding.VolumeCandidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A claim that stays Pending: the reasons, volume by volume, and what would mend it. */
final class UnbindableClaim {
  /** The remedy where nothing nearer is known. */
  static final String REMEDIATION = "make a PersistentVolume that fits, or name an NFS class";

  // As much as a volume that is not Available.
  private static final int UNWANTED = 25;

  private final ClaimPrediction prediction;
  private final NearNames nearNames;
  private final SharedStorage wanted;
  private final ClaimPlace place;
  private final boolean leftOver;
  private final Inventory inventory;
  private final List<VolumeCandidate> candidates;
  // The same were the claim to ask for the access modes that the policy wants of it.
  private final Map<String, VolumeCandidate> amended = new HashMap<>();

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
    this.inventory = inventory;
    this.candidates = new ArrayList<>(VolumeBinding.explain(prediction.claim(), inventory));
    PersistentVolumeClaim claim = prediction.claim();
    if (!claim.accessModes().equals(wanted.accessModes())) {
      PersistentVolumeClaim asking = claim.withAccessModes(wanted.accessModes());
      for (VolumeCandidate candidate : VolumeBinding.explain(asking, inventory)) {
        amended.put(candidate.volume().name(), candidate);
      }
    }
    candidates.sort(
        Comparator.<VolumeCandidate>comparingInt(this::distance)
            .thenComparing(candidate -> candidate.volume().name()));
  }

  // One that the policy does not take is far away even if all else fits.
  private int distance(VolumeCandidate candidate) {
    return amended(candidate).distance()
        + (wanted.holds(candidate.volume().source()) ? 0 : UNWANTED);
  }

  /** Says why, the volumes that come nearest first, and what to write instead. */
  Sentence sentence() {
    Sentence sentence =
        Sentence.of("claim %q stays Pending: %s", prediction.claim().name(), cause())
            .some(": ", "; ", candidates.size(), this::describe);
    Optional<String> near = leftOver ? Optional.empty() : nearest();
    if (near.isPresent()) {
      return sentence.didYouMean(near, REMEDIATION);
    }
    if (prediction.cause() == Cause.CLASS_NOT_FOUND && NfsClass.serves(prediction.claim())) {
      StorageClass found = NfsClass.find(inventory, wanted::isMadeBy);
      if (found != null) {
        return sentence.instead(
            place.inClaim(Sentence.of("write storageClassName: %q", found.name())));
      }
    }
    return leftOver || candidates.isEmpty() || !canBeMended(candidates.getFirst())
        ? sentence.instead(REMEDIATION)
        : sentence.insteadIfShort(changes(candidates.getFirst()), REMEDIATION);
  }

  // Whether there is something to change, and the volume would be taken then.
  private boolean canBeMended(VolumeCandidate candidate) {
    return !candidate.fits() && wanted.holds(candidate.volume().source());
  }

  private VolumeCandidate amended(VolumeCandidate candidate) {
    return amended.getOrDefault(candidate.volume().name(), candidate);
  }

  // What to change of the volume first, then what to change of the claim.
  private Sentence changes(VolumeCandidate candidate) {
    List<String> ofVolume = new ArrayList<>();
    List<String> ofClaim = new ArrayList<>();
    VolumeCandidate mended = amended(candidate);
    for (VolumeCandidate.Mismatch mismatch : mended.mismatches()) {
      (isOfClaim(mismatch.criterion()) ? ofClaim : ofVolume).add(mismatch.change());
    }
    // The volume has what is wanted, and not what the claim asks for.
    if (candidate.isMissingModes() && !mended.isMissingModes()) {
      ofClaim.add("write accessModes: [" + String.join(", ", wanted.accessModes()) + ']');
    }
    Sentence changes = Sentence.said(String.join(", ", ofVolume));
    if (ofClaim.isEmpty()) {
      return changes;
    }
    return changes
        .then(ofVolume.isEmpty() ? "" : ", ")
        .then(place.inClaim(Sentence.said(String.join(", ", ofClaim))));
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
      case CLASS_NOT_FOUND ->
          nearNames
              .storageClass(storageClass())
              .filter(name -> !NfsClass.isWorse(name, inventory, wanted::isMadeBy));
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

  // Of the nearest volume everything, if there is room; of the others the first thing.
  private String describe(int index, int room) {
    VolumeCandidate candidate = candidates.get(index);
    Sentence name = Sentence.of("%s", candidate.volume().name());
    if (index == 0 && !candidate.fits()) {
      String details =
          candidate.mismatches().stream()
              .map(VolumeCandidate.Mismatch::detail)
              .collect(Collectors.joining(", "));
      String all = Sentence.of("%s %s", name, Sentence.said(details)).message();
      if (all.length() <= room) {
        return all;
      }
    }
    return name.then(": %s", candidate.fits() ? "fits" : candidate.reason()).message();
  }

  private Sentence cause() {
    if (leftOver) {
      return Sentence.of("the pod's other claims leave it no volume");
    }
    String origin = prediction.classDefaulted() ? "the default class %q" : "its class %q";
    return switch (prediction.cause()) {
      case VOLUME_NOT_FOUND ->
          Sentence.of("the volume it names, %q, does not exist", prediction.volumeName());
      case VOLUME_TAKEN, VOLUME_MISMATCH -> Sentence.of("the volume it names does not fit");
      case CLASS_NOT_FOUND ->
          Sentence.of(origin, storageClass()).then(" does not exist and no volume fits");
      case NO_PROVISIONER, BINDING_MODE ->
          Sentence.of(origin, storageClass()).then(" makes no volumes and none fits");
      case NO_CLASS,
          ALREADY_BOUND,
          VOLUME_NAMED,
          VOLUME_PROMISED,
          VOLUME_MATCHES,
          PROVISIONER,
          VOLUME_GONE,
          VOLUME_MISBOUND ->
          Sentence.of(
              candidates.isEmpty() ? "it has no class and there are no volumes" : "no volume fits");
    };
  }
}
