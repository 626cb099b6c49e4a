package dev.haetae.rule.storage;

import static dev.haetae.rule.storage.PvcBoundRwxNfs.ACCESS_MODE_MISSING;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.CLAIM_LOST;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.CLAIM_NOT_FOUND;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.CLAIM_TERMINATING;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.CLAIM_UNBINDABLE;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.VOLUME_NOT_NFS;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Path;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Text;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.schema.Suggestions;
import dev.haetae.simulator.ClaimPrediction;
import dev.haetae.simulator.ClaimPrediction.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The verdict on one claim, wherever it is mounted or written. */
final class ClaimJudgement {
  private static final int LONGEST_NAME = 253;

  private final SharedStorage wanted;
  private final Inventory inventory;
  private final Findings findings;

  ClaimJudgement(SharedStorage wanted, Inventory inventory, Findings findings) {
    this.wanted = wanted;
    this.inventory = inventory;
    this.findings = findings;
  }

  /** Judges a claim that is mounted by its name. */
  void judgeMounted(String namespace, String name, ClaimPlace place) {
    PersistentVolumeClaim claim = inventory.claim(namespace, name);
    if (claim == null) {
      notFound(namespace, name, place);
    } else if (claim.terminating()) {
      report(
          place,
          CLAIM_TERMINATING,
          place.path(),
          "claim "
              + ClaimOutlook.quote(name)
              + " is being deleted: no new pod is scheduled that mounts it",
          "make a new claim and mount that");
    } else {
      judge(claim, place);
    }
  }

  private void notFound(String namespace, String name, ClaimPlace place) {
    if (!inventory.isClosed()) {
      undecided(CLAIM_NOT_FOUND, name, "the claim", place);
      return;
    }
    List<String> names = new ArrayList<>();
    for (PersistentVolumeClaim claim : inventory.claims(namespace)) {
      names.add(claim.name());
    }
    Optional<String> near = nearest(name, names);
    report(
        place,
        CLAIM_NOT_FOUND,
        place.path(),
        "claim "
            + ClaimOutlook.quote(name)
            + " does not exist in namespace "
            + ClaimOutlook.quote(namespace)
            + ": the pod stays Pending",
        near.isPresent()
            ? "did you mean " + Text.quote(near.get()) + '?'
            : "apply the claim first, or name one that exists");
  }

  /** Judges a claim that is there or will be made. */
  void judge(PersistentVolumeClaim claim, ClaimPlace place) {
    // A StatefulSet's template makes the claims of the pods to come, whatever the first one has.
    List<String> modes = place.askedModes(claim);
    boolean asks = wanted.isIn(modes);
    if (!asks) {
      asksTooLittle(claim, modes, place);
    }
    ClaimOutlook outlook = ClaimOutlook.of(claim, inventory);
    Outcome outcome = outlook.prediction().outcome();
    boolean nothing = outlook.volumes().isEmpty() && outlook.provisioner().isEmpty();
    if (outcome == Outcome.LOST) {
      lost(outlook.prediction(), place);
    } else if (!outlook.unseen().isEmpty()) {
      Reason reason = outcome == Outcome.BOUND ? VOLUME_NOT_NFS : CLAIM_UNBINDABLE;
      undecided(reason, claim.name(), outlook.unseen(), place);
    } else if (outcome == Outcome.PENDING || nothing) {
      UnbindableClaim why = new UnbindableClaim(outlook.prediction(), inventory, wanted, place);
      report(place, CLAIM_UNBINDABLE, place.path(), why.message(), why.remediation());
    } else {
      judgeVolumes(claim, asks, outlook, place);
    }
  }

  private void asksTooLittle(PersistentVolumeClaim claim, List<String> modes, ClaimPlace place) {
    String asked = String.join(", ", modes);
    report(
        place,
        ACCESS_MODE_MISSING,
        place.accessModes(),
        (modes.equals(claim.accessModes()) ? "claim " : "the template of claim ")
            + ClaimOutlook.quote(claim.name())
            + " asks for "
            + (asked.isEmpty() ? "no access mode" : Text.shorten(asked, 60))
            + ", not for "
            + wanted.missing(modes)
            + ": binding prefers the volumes with the fewest modes",
        place.inClaim("write accessModes: [" + wanted.accessModes() + ']'));
  }

  private void lost(ClaimPrediction prediction, ClaimPlace place) {
    PersistentVolume volume = prediction.volume();
    report(
        place,
        CLAIM_LOST,
        place.path(),
        "claim "
            + ClaimOutlook.quote(prediction.claim().name())
            + " is Lost: its volume "
            + ClaimOutlook.quote(prediction.volumeName())
            + (volume == null ? " is gone" : " belongs to another claim")
            + ", and no pod that mounts it starts",
        "restore the volume, or make a new claim and mount that");
  }

  private void judgeVolumes(
      PersistentVolumeClaim claim, boolean asks, ClaimOutlook outlook, ClaimPlace place) {
    for (PersistentVolume volume : outlook.volumes()) {
      boolean offers = !asks || wanted.isIn(volume.accessModes());
      if (!offers) {
        report(
            place,
            ACCESS_MODE_MISSING,
            place.path(),
            outlook.sentence(claim, volume)
                + ", which offers "
                + Text.shorten(String.join(", ", volume.accessModes()), 60)
                + ", not "
                + wanted.missing(volume.accessModes()),
            "bind it to a volume that offers " + wanted.accessModes());
      }
      if (!wanted.holds(volume.source())) {
        notNfs(claim, outlook, volume, place);
      }
      if (!offers || !wanted.holds(volume.source())) {
        return;
      }
    }
    String provisioner = outlook.provisioner();
    if (!provisioner.isEmpty() && !wanted.isMadeBy(provisioner)) {
      String storageClass = outlook.prediction().claim().storageClass();
      report(
          place,
          VOLUME_NOT_NFS,
          place.path(),
          "claim "
              + ClaimOutlook.quote(claim.name())
              + " gets a volume from class "
              + ClaimOutlook.quote(storageClass == null ? "" : storageClass)
              + (outlook.prediction().classDefaulted() ? " (the default)" : "")
              + ", whose provisioner "
              + ClaimOutlook.quote(provisioner)
              + " is not known to make NFS volumes",
          place.inClaim("name the class of an NFS provisioner"));
    }
  }

  private void notNfs(
      PersistentVolumeClaim claim,
      ClaimOutlook outlook,
      PersistentVolume volume,
      ClaimPlace place) {
    PersistentVolume.Source source = volume.source();
    String start = outlook.sentence(claim, volume);
    if (wanted.lacksExport(source)) {
      report(
          place,
          VOLUME_NOT_NFS,
          place.path(),
          start + ", whose nfs source has no " + (source.server().isEmpty() ? "server" : "path"),
          "write server and path of the export into the volume");
      return;
    }
    String type =
        source.type().isEmpty()
            ? "has no source: not NFS, which every node can mount"
            : source.type().equals("csi")
                ? "is of the CSI driver " + ClaimOutlook.quote(source.driver()) + ": not NFS"
                : "is of type "
                    + Text.shorten(source.type(), 40)
                    + ": not NFS, which every node can mount";
    report(
        place,
        VOLUME_NOT_NFS,
        place.path(),
        start + ", which " + type,
        "bind it to an NFS volume, or name the class of an NFS provisioner");
  }

  private void report(
      ClaimPlace place, Reason reason, Path path, String message, String remediation) {
    if (place.decisive()) {
      findings.violation(reason, path, message, remediation);
    } else {
      findings.advice(reason, path, message, remediation);
    }
  }

  private void undecided(Reason reason, String claim, String missing, ClaimPlace place) {
    place.undecided(
        reason,
        "whether claim "
            + ClaimOutlook.quote(claim)
            + " has, or will bind to, a volume on NFS is not known; not in the input: "
            + missing,
        findings);
  }

  /** The name that was meant; empty when none is near, or what is written can be no name. */
  static Optional<String> nearest(String written, Collection<String> names) {
    return written.isEmpty() || written.length() > LONGEST_NAME
        ? Optional.empty()
        : Suggestions.nearest(written, names);
  }
}
