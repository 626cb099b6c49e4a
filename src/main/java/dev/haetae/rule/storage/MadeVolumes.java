package dev.haetae.rule.storage;

import static dev.haetae.rule.storage.PvcBoundRwxNfs.CLAIM_UNBINDABLE;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.VOLUME_NOT_NFS;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.simulator.binding.ClaimReach;
import dev.haetae.simulator.binding.ProvisionerRefusal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verdict on volumes that do not exist yet, and that the provisioner of a class will make. */
final class MadeVolumes {
  private final SharedStorage wanted;
  private final Inventory inventory;
  private final Findings findings;
  // By class: whether a volume that its provisioner has made lies on NFS.
  private final Map<String, Boolean> proven = new HashMap<>(0);

  MadeVolumes(SharedStorage wanted, Inventory inventory, Findings findings) {
    this.wanted = wanted;
    this.inventory = inventory;
    this.findings = findings;
  }

  /** Judges the volume that will be made for a claim, if one will: whether nothing is wrong. */
  boolean judge(PersistentVolumeClaim claim, ClaimReach reach, ClaimPlace place) {
    String provisioner = reach.provisioner();
    if (provisioner.isEmpty()) {
      return true;
    }
    String written = reach.prediction().claim().storageClass();
    String storageClass = written == null ? "" : written;
    if (!wanted.isMadeBy(provisioner) && !isProven(storageClass, provisioner)) {
      notKnown(claim, storageClass, reach, place);
      return false;
    }
    // A volume that is there, and fits, is bound without asking the provisioner.
    ProvisionerRefusal refusal =
        reach.volumes().isEmpty() ? ProvisionerRefusal.of(reach.prediction().claim()) : null;
    if (refusal != null) {
      refused(claim, storageClass, provisioner, refusal, place);
    }
    return refusal == null;
  }

  // What the class has made already says more than any list of names.
  private boolean isProven(String storageClass, String provisioner) {
    @Nullable Boolean known = proven.get(storageClass);
    if (known == null) {
      known = false;
      for (PersistentVolume volume : inventory.volumesByClass(storageClass)) {
        if (volume.provisioner().equals(provisioner) && wanted.holds(volume.source())) {
          known = true;
          break;
        }
      }
      proven.put(storageClass, known);
    }
    return known;
  }

  private void notKnown(
      PersistentVolumeClaim claim, String storageClass, ClaimReach reach, ClaimPlace place) {
    place.report(
        VOLUME_NOT_NFS,
        place.path(),
        Sentence.of("claim %q gets a volume from class %q", claim.name(), storageClass)
            .then(reach.prediction().classDefaulted() ? " (the default)" : "")
            .then(", not known to make NFS volumes")
            .instead(
                Sentence.of("add ")
                    .then(Sentence.whole(reach.provisioner()))
                    .then(
                        " to nfsProvisioners of policy pvc-bound-rwx-nfs if it makes NFS volumes")),
        findings);
  }

  private void refused(
      PersistentVolumeClaim claim,
      String storageClass,
      String provisioner,
      ProvisionerRefusal refusal,
      ClaimPlace place) {
    if (!inventory.isClosed()) {
      place.undecided(
          CLAIM_UNBINDABLE,
          place.in(refusal.field()),
          Sentence.of(
              "whether claim %q binds is not known: the provisioner %q refuses it (%s); not in the"
                  + " input: other PersistentVolumes",
              claim.name(), provisioner, Sentence.of(refusal.reason())),
          findings);
      return;
    }
    place.report(
        CLAIM_UNBINDABLE,
        place.in(refusal.field()),
        Sentence.of("claim %q stays Pending: no volume fits, and the ", claim.name())
            .then("provisioner %q of class %q refuses it: ", provisioner, storageClass)
            .then("%s", Sentence.of(refusal.reason()))
            .instead(place.inClaim(Sentence.of(refusal.change()))),
        findings);
  }
}
