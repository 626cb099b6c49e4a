package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.simulator.binding.ClaimContest.Displaced;
import dev.haetae.simulator.binding.ClaimReach;
import org.jspecify.annotations.Nullable;

/** The claims of a subject that lead to a path of a node. */
final class HostPathClaims {
  private final Resource subject;
  private final AllowedPaths allowedPaths;
  private final Inventory inventory;
  private final SubjectClaims claims;
  private final Findings findings;
  // Where the first claim stands that is made with the subject.
  private @Nullable ClaimPlace newClaim;

  HostPathClaims(
      Resource subject, AllowedPaths allowedPaths, Inventory inventory, Findings findings) {
    this.subject = subject;
    this.allowedPaths = allowedPaths;
    this.inventory = inventory;
    this.claims = new SubjectClaims(subject, inventory);
    this.findings = findings;
  }

  /** Judges the claim that the subject is, if it is one. */
  void checkItself() {
    if (subject.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      // Who may only read is told when a pod mounts it.
      check(claims.itself(), ClaimPlace.of(subject), false);
    }
  }

  /** Judges the claims that a StatefulSet's templates make for its pods. */
  void checkTemplates(WrittenVolumes written) {
    for (ClaimTemplate template : ClaimTemplate.ofSet(subject)) {
      ClaimPlace place = ClaimPlace.ofTemplate(template);
      boolean writable = written.include(template.volume());
      for (PersistentVolumeClaim claim : claims.ofTemplate(template)) {
        if (check(claim, place, writable)) {
          break;
        }
      }
    }
  }

  /** Judges the claim of a pod's volume, if it is one. */
  void check(PodView pod, VolumeView volume, WrittenVolumes written) {
    ClaimTemplate template = ClaimTemplate.of(volume);
    if (volume.isClaim()) {
      ClaimPlace place = ClaimPlace.ofMounted(pod, volume);
      PersistentVolumeClaim claim = claims.mounted(pod, volume);
      if (claim != null) {
        check(claim, place, written.include(volume));
      } else if (!inventory.isClosed()) {
        undecided(volume.claimName(), Sentence.of("not in the input: the claim"), place);
      } else if (allowedPaths.haveReadOnly() && written.include(volume)) {
        // Its own review will take it for one that may only be read.
        undecided(volume.claimName(), Sentence.of("it does not exist yet"), place);
      }
    } else if (template != null) {
      check(
          claims.ephemeral(pod, template),
          ClaimPlace.ofEphemeral(pod, volume, template),
          written.include(volume));
    }
  }

  /**
   * Judges what the new claims leave to others: a pod that was admitted, and has not been scheduled
   * yet, gets the path of a node when a new claim takes what its own would have got.
   */
  void checkOthers() {
    ClaimPlace place = newClaim;
    Displaced displaced =
        place == null
            ? null
            : claims.displaced(volume -> allowedPaths.forbid(volume.source(), true));
    if (place == null || displaced == null) {
      return;
    }
    PersistentVolumeClaim other = displaced.claim();
    boolean known = other.namespace().equals(subject.namespace());
    findings.violation(
        NoHostPath.HOST_PATH_THROUGH_CLAIM,
        place.path(),
        Sentence.of("this claim may take what ")
            .then(
                known
                    ? Sentence.of("claim %q", other.name())
                    : Sentence.of("a claim of another namespace"))
            .then(
                " waits for with its pod, and leave it PersistentVolume %q, a path of a node",
                displaced.volume().name())
            .instead("wait until that one is bound, or take another class"));
  }

  // Whether something was reported.
  private boolean check(PersistentVolumeClaim claim, ClaimPlace place, boolean writable) {
    if (newClaim == null && claims.isNew(claim)) {
      newClaim = place;
    }
    ClaimReach reach = claims.reach(claim);
    for (PersistentVolume volume : reach.volumes()) {
      if (allowedPaths.forbid(volume.source(), writable)) {
        String file = OtherFiles.of(volume, inventory);
        if (!file.isEmpty() && ClaimSentence.isOpen(reach)) {
          undecided(
              claim.name(),
              Sentence.of("it may bind to PersistentVolume %q of %s", volume.name(), file),
              place);
        } else {
          report(claim, reach, volume, file, place);
        }
        return true;
      }
    }
    if (!reach.unseen().isEmpty()) {
      undecided(claim.name(), Sentence.of("not in the input: %s", reach.unseen()), place);
      return true;
    }
    if (writable && allowedPaths.haveReadOnly() && reach.isWithoutVolume()) {
      undecided(claim.name(), Sentence.of("it has no volume yet"), place);
      return true;
    }
    return false;
  }

  private void report(
      PersistentVolumeClaim claim,
      ClaimReach reach,
      PersistentVolume volume,
      String file,
      ClaimPlace place) {
    boolean readable = allowedPaths.include(volume.source().path(), false);
    findings.violation(
        NoHostPath.HOST_PATH_THROUGH_CLAIM,
        place.path(),
        ClaimSentence.of(claim, reach, volume, file)
            .then(", %s %q of a node", volume.source().type(), volume.source().path())
            .then(readable ? ", which may only be read" : ": that opens the node")
            .instead(readable ? AllowedPaths.READ_ONLY : "let the claim bind to a volume on NFS"));
  }

  private void undecided(String claim, Sentence why, ClaimPlace place) {
    place.undecided(
        NoHostPath.HOST_PATH_THROUGH_CLAIM,
        place.path(),
        Sentence.of("whether claim %q leads to a path of a node is not known; %s", claim, why),
        findings);
  }
}
