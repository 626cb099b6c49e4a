package dev.haetae.rule.storage;

import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;

/**
 * Every claim exists, gets a volume, and that volume lies on NFS and can be written from many
 * nodes.
 *
 * <p>Why: Kubernetes takes a pod whose claim never binds and leaves it Pending without a word; and
 * a claim that did bind to a volume of one node holds the next pod back when it comes up elsewhere.
 *
 * <p>Looks at every claim a pod mounts, at claims, at {@code volumeClaimTemplates} and at generic
 * {@code ephemeral} volumes; predicts the binding of what is not bound, WaitForFirstConsumer or
 * not, of all claims of the object together. Allowed: volumes of {@code volumeSources} or {@code
 * nfsDrivers}, and what a provisioner of {@code nfsProvisioners} will make. What makes pods is only
 * advised: its claims may come next.
 */
public final class PvcBoundRwxNfs implements Rule {
  static final Reason CLAIM_NOT_FOUND =
      new Reason("ClaimNotFound", "The claim does not exist in the pod's namespace.");
  static final Reason CLAIM_LOST =
      new Reason("ClaimLost", "The volume that the claim was bound to is gone or is another's.");
  static final Reason CLAIM_TERMINATING =
      new Reason("ClaimTerminating", "The claim is being deleted.");
  static final Reason CLAIM_UNBINDABLE =
      new Reason("ClaimUnbindable", "No volume fits the claim, and nobody will make one.");
  static final Reason ACCESS_MODE_MISSING =
      new Reason(
          "AccessModeMissing",
          "The claim does not ask for, or its volume does not offer, the access modes asked for.");
  static final Reason VOLUME_NOT_NFS =
      new Reason("VolumeNotNfs", "The volume of the claim does not lie on NFS.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
          "pvc-bound-rwx-nfs",
          "Every claim is bound, or will bind, to a volume on NFS that offers ReadWriteMany.",
          Subjects.carriersAnd(GroupKind.PERSISTENT_VOLUME_CLAIM),
          List.of(
              CLAIM_NOT_FOUND,
              CLAIM_LOST,
              CLAIM_TERMINATING,
              CLAIM_UNBINDABLE,
              ACCESS_MODE_MISSING,
              VOLUME_NOT_NFS));

  private final SharedStorage wanted;

  /** The rule with the parameters of a policy. */
  public PvcBoundRwxNfs(Parameters parameters) {
    wanted = new SharedStorage(parameters);
  }

  /** Returns whether the policy knows this provisioner as one that makes volumes on NFS. */
  public boolean isMadeOnNfs(String provisioner) {
    return wanted.isMadeBy(provisioner);
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    if (!context.point().isWebhook() && subject.isFinishedPod()) {
      return;
    }
    ClaimJudgement judgement = new ClaimJudgement(subject, wanted, context.inventory(), findings);
    if (subject.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      judgement.judgeItself(ClaimPlace.of(subject));
      return;
    }
    for (PodView pod : subject.pods()) {
      for (VolumeView volume : pod.volumes()) {
        judgement.judge(pod, volume);
      }
      for (ClaimTemplate template : ClaimTemplate.ofSet(subject)) {
        judgement.judgeTemplate(pod, template);
      }
    }
  }
}
