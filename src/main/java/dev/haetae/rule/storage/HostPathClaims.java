package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.rule.Findings;
import dev.haetae.simulator.VolumeBinding;

/** The claims of a subject that lead to a path of a node. */
final class HostPathClaims {
  private final AllowedPaths allowedPaths;
  private final Inventory inventory;
  private final Findings findings;

  HostPathClaims(AllowedPaths allowedPaths, Inventory inventory, Findings findings) {
    this.allowedPaths = allowedPaths;
    this.inventory = inventory;
    this.findings = findings;
  }

  /** Whether the data lies on the disk of one node. */
  static boolean isOfNode(PersistentVolume.Source source) {
    return source.type().equals("hostPath") || source.type().equals("local");
  }

  /**
   * Whether a container of the pod can write to the volume. A mount is for writing unless it says
   * otherwise, and a raw device always is; all are read-only when the volume's claim is.
   */
  static boolean isWritable(PodView pod, VolumeView volume) {
    if (volume.source(ClaimPlace.CLAIM).flag("readOnly", false)) {
      return false;
    }
    for (ContainerView container : pod.containers()) {
      for (ObjectView mount : container.volumeMounts()) {
        if (mount.text("name").equals(volume.name()) && !mount.flag("readOnly", false)) {
          return true;
        }
      }
      for (ObjectView device : container.view().objects("volumeDevices")) {
        if (device.text("name").equals(volume.name())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Judges the claim that the subject is, or the claims that it makes. */
  void check(Resource subject) {
    // Who may only read is told when a pod mounts it.
    if (subject.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      check(VolumeBinding.claim(subject, inventory), ClaimPlace.of(subject), false);
    } else if (subject.groupKind().equals(GroupKind.STATEFUL_SET)) {
      for (ObjectView template : subject.view().object("spec").objects("volumeClaimTemplates")) {
        PersistentVolumeClaim claim = ClaimOutlook.first(template, subject, inventory);
        check(claim, ClaimPlace.ofTemplate(template), false);
      }
    }
  }

  /** Judges the claim of a pod's volume, if it is one. */
  void check(PodView pod, VolumeView volume) {
    if (volume.has(ClaimPlace.CLAIM)) {
      ClaimPlace place = ClaimPlace.ofMounted(pod, volume);
      String name = volume.claimName();
      PersistentVolumeClaim claim = inventory.claim(pod.carrier().namespace(), name);
      if (claim != null) {
        check(claim, place, isWritable(pod, volume));
      } else if (!inventory.isClosed()) {
        undecided(name, "the claim", place);
      }
    } else if (volume.has(ClaimPlace.EPHEMERAL)) {
      PersistentVolumeClaim claim = ClaimOutlook.ephemeral(pod, volume, inventory);
      check(claim, ClaimPlace.ofEphemeral(pod, volume), isWritable(pod, volume));
    }
  }

  private void check(PersistentVolumeClaim claim, ClaimPlace place, boolean writable) {
    ClaimOutlook outlook = ClaimOutlook.of(claim, inventory);
    for (PersistentVolume volume : outlook.volumes()) {
      PersistentVolume.Source source = volume.source();
      if (isOfNode(source) && !allowedPaths.include(source.path(), writable)) {
        report(claim, outlook, volume, place);
        return;
      }
    }
    if (!outlook.unseen().isEmpty()) {
      undecided(claim.name(), outlook.unseen(), place);
    }
  }

  private void report(
      PersistentVolumeClaim claim,
      ClaimOutlook outlook,
      PersistentVolume volume,
      ClaimPlace place) {
    boolean readable = allowedPaths.include(volume.source().path(), false);
    findings.violation(
        NoHostPath.HOST_PATH_THROUGH_CLAIM,
        place.path(),
        outlook.sentence(claim, volume)
            + ", "
            + volume.source().type()
            + ' '
            + ClaimOutlook.quote(volume.source().path())
            + (readable ? " of a node, which may only be read" : " of a node: that opens the node"),
        readable ? NoHostPath.READ_ONLY : "let the claim bind to a volume on NFS");
  }

  private void undecided(String claim, String missing, ClaimPlace place) {
    place.undecided(
        NoHostPath.HOST_PATH_THROUGH_CLAIM,
        "whether claim "
            + ClaimOutlook.quote(claim)
            + " leads to a path of a node is not known; not in the input: "
            + missing,
        findings);
  }
}
