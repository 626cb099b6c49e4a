package dev.haetae.rule.storage;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Findings;
import dev.haetae.rule.NamePatterns;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;

/**
 * A volume does with its data, when its claim is deleted, as its author meant.
 *
 * <p>Why: {@code Recycle} is deprecated, and erases: the controller starts a pod that removes
 * everything below the volume's root. {@code Delete} is for volumes that a provisioner made; nobody
 * can delete an NFS volume that was written by hand, and it ends as Failed.
 *
 * <p>Looks at {@code persistentVolumeReclaimPolicy} of PersistentVolumes. Allowed: {@code Retain},
 * which is also what one gets who writes nothing; {@code Delete} of volumes that are not NFS, or
 * that carry a provisioner's mark.
 *
 * <p>The fix of a new volume is {@code Retain}: it loses nothing.
 */
public final class PvReclaimPolicy implements Rule {
  private static final Reason RECYCLE_POLICY =
      new Reason(
          "RecyclePolicy",
          "The volume is erased when its claim is deleted, by a policy that is deprecated.");
  private static final Reason DELETE_STATIC_VOLUME =
      new Reason(
          "DeleteStaticVolume",
          "A volume on NFS that no provisioner made is to be deleted with its claim.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
          "pv-reclaim-policy",
          "No PersistentVolume is recycled, and none on NFS that was made by hand is deleted.",
          Subjects.of(GroupKind.PERSISTENT_VOLUME),
          List.of(RECYCLE_POLICY, DELETE_STATIC_VOLUME));

  private static final Path PATH = Path.of("spec", "persistentVolumeReclaimPolicy");

  private final NamePatterns drivers;

  /** The rule with the parameters of a policy. */
  public PvReclaimPolicy(Parameters parameters) {
    drivers = NamePatterns.of(parameters, "nfsDrivers", SharedStorage.DRIVERS);
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    String policy = subject.view().object("spec").text("persistentVolumeReclaimPolicy");
    if (policy.equals("Recycle")) {
      report(
          RECYCLE_POLICY,
          "%s is \"Recycle\": it erases everything in the volume once its claim is deleted, and is"
              + " deprecated",
          context,
          findings);
    } else if (policy.equals("Delete")
        && isOnNfs(PersistentVolume.of(subject).source())
        && !subject.metadata().object("annotations").has(PersistentVolume.PROVISIONED_BY)) {
      report(
          DELETE_STATIC_VOLUME,
          "%s is \"Delete\" on an NFS volume that no provisioner made: once its claim is deleted"
              + " nobody can delete it, and it ends as Failed",
          context,
          findings);
    }
  }

  private boolean isOnNfs(PersistentVolume.Source source) {
    return source.type().equals("nfs")
        || (source.type().equals("csi") && drivers.include(source.driver()));
  }

  private static void report(Reason reason, String words, RuleContext context, Findings findings) {
    findings.violation(
        reason,
        PATH,
        Sentence.of(words, PATH)
            .instead("write Retain, and clear the data yourself when it is no longer needed"),
        context.isNew()
            ? List.of(PatchOperation.replace(PATH, new StringValue("Retain")))
            : List.of());
  }
}
