package dev.haetae.simulator.binding;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.VolumeCandidate.Mismatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages about claims and about the volumes they could have. */
final class ClaimMessages {
  private ClaimMessages() {}

  /** The explanation of a prediction, without the outcome. */
  static String of(ClaimPrediction prediction) {
    String volume = Text.quote(prediction.volumeName());
    return switch (prediction.cause()) {
      case ALREADY_BOUND -> "is bound to " + volume;
      case VOLUME_NAMED -> "binds to " + volume + ", which it names";
      case VOLUME_PROMISED -> "binds to " + any(prediction) + ", whose claimRef names it";
      case VOLUME_MATCHES -> "binds to " + any(prediction);
      case VOLUME_NOT_FOUND -> "it names volume " + volume + ", which is not found";
      case VOLUME_TAKEN ->
          "volume " + volume + " already bound to a different claim" + holder(prediction.volume());
      case VOLUME_MISMATCH -> mismatch(prediction, volume);
      case NO_CLASS, NO_PROVISIONER, CLASS_NOT_FOUND, BINDING_MODE, PROVISIONER ->
          ofClass(prediction);
      case VOLUME_GONE, VOLUME_MISBOUND -> lost(prediction, volume);
    };
  }

  private static String ofClass(ClaimPrediction prediction) {
    String name = Text.quote(Criterion.classOf(prediction.claim()));
    String origin = prediction.classDefaulted() ? " (the default class, since it writes none)" : "";
    return switch (prediction.cause()) {
      case NO_PROVISIONER ->
          "no volume fits, and its class "
              + name
              + origin
              + " makes none ("
              + prediction.provisioner()
              + ')';
      case CLASS_NOT_FOUND ->
          "no volume fits, and storageclass.storage.k8s.io " + name + " not found";
      case BINDING_MODE ->
          "waits for first consumer to be created before binding, as class "
              + name
              + origin
              + " says (WaitForFirstConsumer)";
      case PROVISIONER ->
          "waits for a volume to be created by the external provisioner "
              + Text.quote(prediction.provisioner())
              + " of class "
              + name
              + origin;
      default -> "no persistent volumes available for this claim and no storage class is set";
    };
  }

  private static String lost(ClaimPrediction prediction, String volume) {
    if (prediction.cause() == ClaimPrediction.Cause.VOLUME_MISBOUND) {
      return "Two claims are bound to the same volume, this one is bound incorrectly: "
          + volume
          + " belongs to"
          + holder(prediction.volume());
    }
    String lost =
        prediction.claim().volumeName().isEmpty()
            ? "Bound claim has lost reference to PersistentVolume"
            : "Bound claim has lost its PersistentVolume " + volume;
    return lost + ". Data on the volume is lost!";
  }

  private static String any(ClaimPrediction prediction) {
    StringBuilder out = new StringBuilder();
    for (String name : prediction.possibleVolumes()) {
      out.append(out.isEmpty() ? "" : " or ").append(Text.quote(name));
    }
    return out.toString();
  }

  private static String mismatch(ClaimPrediction prediction, String quoted) {
    Criterion criterion = prediction.mismatch();
    PersistentVolume volume = prediction.volume();
    if (criterion == null || volume == null) {
      throw new IllegalStateException("a mismatch without a criterion or a volume");
    }
    Mismatch mismatch = mismatch(criterion, prediction.claim(), volume);
    String start = "Cannot bind to requested volume " + quoted + ": ";
    if (criterion == Criterion.STORAGE_CLASS && prediction.classDefaulted()) {
      return start
          + criterion.reason()
          + ": it writes none and gets the default class "
          + Text.quote(Criterion.classOf(prediction.claim()))
          + ", the volume has "
          + Text.quote(volume.storageClass())
          + "; write storageClassName: "
          + Text.quote(volume.storageClass());
    }
    return start + criterion.reason() + ": " + mismatch.detail() + "; " + mismatch.change();
  }

  private static String holder(@Nullable PersistentVolume volume) {
    return volume == null || volume.claim() == null
        ? ""
        : " (" + Text.shorten(volume.claim().namespace() + '/' + volume.claim().name()) + ')';
  }

  /** Returns what a volume fails on, and what would mend it. */
  static Mismatch mismatch(
      Criterion criterion, PersistentVolumeClaim claim, PersistentVolume volume) {
    String name = volume.name();
    return switch (criterion) {
      case CLAIM_REFERENCE -> reference(claim, volume);
      case DELETION ->
          new Mismatch(criterion, "is being deleted", "take another volume than " + name);
      case SIZE ->
          new Mismatch(
              criterion,
              "has " + volume.capacity() + " of the " + claim.request() + " asked for",
              "ask for ≤ " + volume.capacity());
      case STORAGE_CLASS ->
          other(criterion, "storageClassName", volume.storageClass(), Criterion.classOf(claim));
      case ATTRIBUTES_CLASS ->
          other(
              criterion,
              "volumeAttributesClassName",
              volume.volumeAttributesClass(),
              claim.volumeAttributesClass());
      case VOLUME_MODE ->
          new Mismatch(
              criterion,
              "is a " + volume.volumeMode() + ", the claim asks for a " + claim.volumeMode(),
              "write volumeMode: " + Text.shorten(volume.volumeMode()));
      case ACCESS_MODES -> accessModes(claim, volume);
      case SELECTOR ->
          new Mismatch(
              criterion,
              "has labels that do not match the claim's selector",
              "label " + name + " as the selector asks");
      case PHASE ->
          new Mismatch(
              criterion,
              "is in phase " + Text.shorten(volume.phase()),
              "make " + name + " Available");
    };
  }

  private static Mismatch other(
      Criterion criterion, String field, String ofVolume, String ofClaim) {
    return new Mismatch(
        criterion,
        "has " + named(field, ofVolume) + ", the claim " + named(field, ofClaim),
        "write " + field + ": " + Text.quote(ofVolume));
  }

  private static Mismatch reference(PersistentVolumeClaim claim, PersistentVolume volume) {
    boolean sameName =
        volume.claim() != null
            && volume.claim().name().equals(claim.name())
            && volume.claim().namespace().equals(claim.namespace());
    if (sameName) {
      return new Mismatch(
          Criterion.CLAIM_REFERENCE,
          "belongs to an earlier claim of this name (another uid in its claimRef)",
          "remove spec.claimRef.uid of " + volume.name());
    }
    return new Mismatch(
        Criterion.CLAIM_REFERENCE,
        "belongs to a different claim" + holder(volume),
        "take another volume, or remove spec.claimRef of "
            + volume.name()
            + " once its claim is gone");
  }

  private static Mismatch accessModes(PersistentVolumeClaim claim, PersistentVolume volume) {
    List<String> missing =
        new ArrayList<>(AccessModes.missing(volume.accessModes(), claim.accessModes()));
    return new Mismatch(
        Criterion.ACCESS_MODES,
        "offers " + String.join(", ", volume.accessModes()) + ", not " + String.join(", ", missing),
        "add " + String.join(", ", missing) + " to " + volume.name());
  }

  private static String named(String field, String value) {
    return value.isEmpty() ? "no " + field : field + ' ' + Text.quote(value);
  }
}
