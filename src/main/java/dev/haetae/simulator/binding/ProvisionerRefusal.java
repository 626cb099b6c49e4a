package dev.haetae.simulator.binding;

import dev.haetae.resource.PersistentVolumeClaim;
import org.jspecify.annotations.Nullable;

/**
 * A field of a claim for which a provisioner of NFS volumes makes none: the claim then stays
 * Pending, though its class has a provisioner.
 *
 * <p>Mirrors {@code Provision} of the NFS subdir provisioner and of CSI's external-provisioner,
 * which refuse every selector, an empty one too, and the check of {@code volumeMode} in the
 * provisioners' library and in the NFS CSI driver.
 */
public enum ProvisionerRefusal {
  /** It selects volumes by their labels. */
  SELECTOR("selector", "claim Selector is not supported", "remove the selector"),
  /** It asks for a raw device, which no NFS export is. */
  BLOCK("volumeMode", "block volumes are not supported", "write volumeMode: Filesystem");

  private final String field;
  private final String reason;
  private final String change;

  ProvisionerRefusal(String field, String reason, String change) {
    this.field = field;
    this.reason = reason;
    this.change = change;
  }

  /** The refusal that a claim meets where no volume that exists fits it; null for none. */
  public static @Nullable ProvisionerRefusal of(PersistentVolumeClaim claim) {
    if (claim.selector() != null) {
      return SELECTOR;
    }
    return claim.volumeMode().equals("Block") ? BLOCK : null;
  }

  /** The field of the claim's spec. */
  public String field() {
    return field;
  }

  /** In the provisioners' own words. */
  public String reason() {
    return reason;
  }

  /** What to write instead. */
  public String change() {
    return change;
  }
}
