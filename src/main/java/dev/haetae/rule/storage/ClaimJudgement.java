package dev.haetae.rule.storage;

import static dev.haetae.rule.storage.PvcBoundRwxNfs.ACCESS_MODE_MISSING;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.CLAIM_LOST;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.CLAIM_NOT_FOUND;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.CLAIM_TERMINATING;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.CLAIM_UNBINDABLE;
import static dev.haetae.rule.storage.PvcBoundRwxNfs.VOLUME_NOT_NFS;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.storage.SubjectClaims.LeftOver;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.ClaimReach;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verdict on the claims of a subject, wherever they are mounted or written. */
final class ClaimJudgement {
  // What is told of a claim that stays Pending takes a look at every volume.
  private static final int MOST_EXPLAINED = 5;

  private final SharedStorage wanted;
  private final Inventory inventory;
  private final SubjectClaims claims;
  private final NearNames nearNames;
  private final MadeVolumes made;
  private final Findings findings;
  private int explained;

  ClaimJudgement(Resource subject, SharedStorage wanted, Inventory inventory, Findings findings) {
    this.wanted = wanted;
    this.inventory = inventory;
    this.claims = new SubjectClaims(subject, inventory);
    this.nearNames = new NearNames(inventory);
    this.made = new MadeVolumes(wanted, inventory, findings);
    this.findings = findings;
  }

  /** Judges the claim that the subject is. */
  void judgeItself(ClaimPlace place) {
    PersistentVolumeClaim claim = claims.itself();
    judge(claim, judgeAsked(claim, place), null, place);
  }

  /** Judges the claims that a StatefulSet's template makes for pods of this spec. */
  void judgeTemplate(PodView pod, ClaimTemplate template) {
    ClaimPlace place = ClaimPlace.ofTemplate(template);
    List<PersistentVolumeClaim> made = claims.ofTemplate(template);
    boolean asks = judgeAsked(made.getFirst(), place);
    boolean good = judge(made.getFirst(), asks, pod, place);
    // Whether there are volumes for all of them is another rule's question.
    for (int i = 1; i < made.size() && good; i++) {
      ClaimReach reach = claims.reach(made.get(i));
      good = judgeVolumes(made.get(i), asks, reach, place);
    }
  }

  /** Judges the claim of a pod's volume, if it is one. */
  void judge(PodView pod, VolumeView volume) {
    ClaimTemplate template = ClaimTemplate.of(volume);
    if (volume.isClaim()) {
      judgeMounted(pod, volume, ClaimPlace.ofMounted(pod, volume));
    } else if (template != null) {
      ClaimPlace place = ClaimPlace.ofEphemeral(pod, volume, template);
      PersistentVolumeClaim claim = claims.ephemeral(pod, template);
      judge(claim, judgeAsked(claim, place), pod, place);
    }
  }

  private void judgeMounted(PodView pod, VolumeView volume, ClaimPlace place) {
    PersistentVolumeClaim claim = claims.mounted(pod, volume);
    if (claim == null) {
      notFound(pod.carrier().namespace(), volume.claimName(), place);
    } else if (claim.terminating()) {
      place.report(
          CLAIM_TERMINATING,
          place.path(),
          Sentence.of(
                  "claim %q is being deleted: no new pod is scheduled that mounts it", claim.name())
              .instead("make a new claim and mount that"),
          findings);
    } else {
      judge(claim, judgeAsked(claim, place), pod, place);
    }
  }

  private void notFound(String namespace, String name, ClaimPlace place) {
    if (!inventory.isClosed()) {
      undecided(CLAIM_NOT_FOUND, name, "the claim", place);
      return;
    }
    place.report(
        CLAIM_NOT_FOUND,
        place.path(),
        Sentence.of(
                "claim %q does not exist in namespace %q: the pod stays Pending", name, namespace)
            .didYouMean(
                nearNames.claim(namespace, name), "apply the claim first, or name one that exists"),
        findings);
  }

  // Whether the claim asks for what is wanted.
  private boolean judgeAsked(PersistentVolumeClaim claim, ClaimPlace place) {
    // A StatefulSet's template makes the claims of the pods to come, whatever the first one has.
    List<String> modes = place.askedModes(claim);
    boolean asks = wanted.isIn(modes);
    if (!asks) {
      asksTooLittle(claim, modes, place);
    }
    return asks;
  }

  // Judges a claim that is there or will be made: whether there is nothing to say.
  private boolean judge(
      PersistentVolumeClaim claim, boolean asks, @Nullable PodView pod, ClaimPlace place) {
    ClaimReach reach = claims.reach(claim);
    Outcome outcome = reach.prediction().outcome();
    if (outcome == Outcome.LOST) {
      lost(reach.prediction(), place);
      return false;
    }
    if (!reach.unseen().isEmpty()) {
      Reason reason = outcome == Outcome.BOUND ? VOLUME_NOT_NFS : CLAIM_UNBINDABLE;
      undecided(reason, claim.name(), reach.unseen(), place);
      return false;
    }
    if (outcome == Outcome.PENDING || reach.isWithoutVolume()) {
      unbindable(reach.prediction(), inventory, false, place);
      return false;
    }
    if (pod != null && NamedNode.keepsPending(pod, claim, reach, inventory)) {
      NamedNode.report(pod, claim, reach, place, inventory, findings);
      return false;
    }
    LeftOver leftOver = pod == null || !reach.isContested() ? null : claims.leftOver(pod, claim);
    if (leftOver != null) {
      unbindable(leftOver.prediction(), leftOver.world(), true, place);
      return false;
    }
    return judgeVolumes(claim, asks, reach, place);
  }

  private void unbindable(
      ClaimPrediction prediction, Inventory world, boolean leftOver, ClaimPlace place) {
    Sentence sentence =
        explained++ < MOST_EXPLAINED
            ? new UnbindableClaim(prediction, world, leftOver, nearNames, wanted, place).sentence()
            : Sentence.of(
                    "claim %q stays Pending too: no volume is left that fits it",
                    prediction.claim().name())
                .instead(UnbindableClaim.REMEDIATION);
    place.report(CLAIM_UNBINDABLE, place.path(), sentence, findings);
  }

  private void asksTooLittle(PersistentVolumeClaim claim, List<String> modes, ClaimPlace place) {
    place.report(
        ACCESS_MODE_MISSING,
        place.accessModes(),
        Sentence.of(modes.equals(claim.accessModes()) ? "" : "the template of ")
            .then(
                "claim %q asks for %s",
                claim.name(), modes.isEmpty() ? Sentence.of("no access mode") : modes)
            .then(
                ", not for %s: binding prefers the volumes with the fewest modes",
                wanted.missing(modes))
            .instead(place.inClaim(Sentence.of("write accessModes: [%s]", wanted.accessModes()))),
        findings);
  }

  private void lost(ClaimPrediction prediction, ClaimPlace place) {
    place.report(
        CLAIM_LOST,
        place.path(),
        Sentence.of(
                "claim %q is Lost: its volume %q",
                prediction.claim().name(), prediction.volumeName())
            .then(prediction.volume() == null ? " is gone" : " belongs to another claim")
            .then(", and no pod that mounts it starts")
            .instead("restore the volume, or make a new claim and mount that"),
        findings);
  }

  private boolean judgeVolumes(
      PersistentVolumeClaim claim, boolean asks, ClaimReach reach, ClaimPlace place) {
    for (PersistentVolume volume : reach.volumes()) {
      boolean offers = !asks || wanted.isIn(volume.accessModes());
      if (offers && wanted.holds(volume.source())) {
        continue;
      }
      String file = OtherFiles.of(volume, inventory);
      if (!file.isEmpty() && ClaimSentence.isOpen(reach)) {
        place.undecided(
            offers ? VOLUME_NOT_NFS : ACCESS_MODE_MISSING,
            place.path(),
            ClaimSentence.of(claim, reach, volume, file)
                .then(", which need not be meant for the same cluster"),
            findings);
        return false;
      }
      if (!offers) {
        place.report(
            ACCESS_MODE_MISSING,
            place.path(),
            ClaimSentence.of(claim, reach, volume, file)
                .then(
                    ", which offers %s, not %s",
                    volume.accessModes(), wanted.missing(volume.accessModes()))
                .instead("bind it to a volume that offers %s", wanted.accessModes()),
            findings);
      }
      if (!wanted.holds(volume.source())) {
        notNfs(claim, reach, volume, file, place);
      }
      return false;
    }
    return made.judge(claim, reach, place);
  }

  private void notNfs(
      PersistentVolumeClaim claim,
      ClaimReach reach,
      PersistentVolume volume,
      String file,
      ClaimPlace place) {
    PersistentVolume.Source source = volume.source();
    Sentence sentence = ClaimSentence.of(claim, reach, volume, file);
    if (wanted.lacksExport(source)) {
      sentence
          .then(", whose nfs source has no ")
          .then(source.server().isEmpty() ? "server" : "path")
          .instead("write server and path of the export into the volume");
    } else {
      sentence.then(", which %s", type(source)).instead(elsewhere(source));
    }
    place.report(VOLUME_NOT_NFS, place.path(), sentence, findings);
  }

  private Sentence elsewhere(PersistentVolume.Source source) {
    return source.driver().isEmpty()
        ? Sentence.of("bind it to an NFS volume, or ")
            .then(NfsClass.remedy(inventory, wanted, "name the class of an NFS provisioner"))
        : Sentence.of(
            "add %q to nfsDrivers of policy pvc-bound-rwx-nfs if it is NFS, or bind it to an NFS"
                + " volume",
            source.driver());
  }

  private static Sentence type(PersistentVolume.Source source) {
    return switch (source.type()) {
      case "" -> Sentence.of("has no source: not NFS, which every node can mount");
      case "csi" -> Sentence.of("is of the CSI driver %q: not NFS", source.driver());
      default -> Sentence.of("is of type %s: not NFS, which every node can mount", source.type());
    };
  }

  private void undecided(Reason reason, String claim, String missing, ClaimPlace place) {
    place.undecided(
        reason,
        place.path(),
        Sentence.of(
            "whether claim %q has, or will bind to, a volume on NFS is not known; not in the input:"
                + " %s",
            claim, missing),
        findings);
  }
}
