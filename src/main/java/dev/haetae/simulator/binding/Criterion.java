package dev.haetae.simulator.binding;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;

/**
 * One thing that binding asks of a volume, in the order in which a reader is told.
 *
 * <p>Mirrors {@code checkVolumeSatisfyClaim} of the PV controller and {@code FindMatchingVolume} of
 * {@code k8s.io/component-helpers/storage/volume/pv_helpers.go}.
 */
public enum Criterion {
  /** No other claim has the volume. */
  CLAIM_REFERENCE("volume already bound to a different claim"),
  /** It is not being deleted. */
  DELETION("the volume is marked for deletion"),
  /** It is as large as the claim asks, or larger. */
  SIZE("requested PV is too small"),
  /** Both have the same class, or both none. */
  STORAGE_CLASS("storageClassName does not match"),
  /** Both have the same attributes class, or both none. */
  ATTRIBUTES_CLASS("volumeAttributesClassName does not match"),
  /** Both are a Filesystem, or both a Block. */
  VOLUME_MODE("incompatible volumeMode"),
  /** It offers every access mode the claim asks for. */
  ACCESS_MODES("incompatible accessMode"),
  /** Its labels match the claim's selector; only asked where the claim names no volume. */
  SELECTOR("labels do not match the selector"),
  /** It is Available, not Released or Failed; only asked where the claim names no volume. */
  PHASE("volume is not Available");

  private final String reason;

  Criterion(String reason) {
    this.reason = reason;
  }

  /** In the controller's own words where it has them. */
  public String reason() {
    return reason;
  }

  /** Returns whether the volume fits the claim in this respect; sizes are compared exactly. */
  boolean holds(PersistentVolumeClaim claim, PersistentVolume volume) {
    return switch (this) {
      case CLAIM_REFERENCE -> volume.claim() == null || volume.claim().names(claim);
      case DELETION -> !volume.terminating();
      case SIZE -> volume.capacity().compareTo(claim.request()) >= 0;
      case STORAGE_CLASS -> volume.storageClass().equals(classOf(claim));
      case ATTRIBUTES_CLASS -> volume.volumeAttributesClass().equals(claim.volumeAttributesClass());
      case VOLUME_MODE -> volume.volumeMode().equals(claim.volumeMode());
      case ACCESS_MODES ->
          AccessModes.contains(
              AccessModes.of(volume.accessModes()), AccessModes.of(claim.accessModes()));
      case SELECTOR -> claim.selector() == null || claim.selector().matches(volume.labels());
      case PHASE -> isAvailable(volume);
    };
  }

  /** The class of a claim; empty for none. */
  public static String classOf(PersistentVolumeClaim claim) {
    String written = claim.storageClass();
    return written == null ? "" : written;
  }

  // A volume that is new has no phase yet and will be Available.
  private static boolean isAvailable(PersistentVolume volume) {
    return switch (volume.phase()) {
      case "Available", "Pending", "" -> true;
      default -> false;
    };
  }
}
