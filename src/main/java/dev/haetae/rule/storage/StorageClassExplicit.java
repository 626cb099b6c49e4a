package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Operation;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.binding.VolumeBinding;
import java.util.List;

/**
 * A claim for a certain volume says of which class, the classes that claims name exist, and at most
 * one of them is the default.
 *
 * <p>Why: a claim that writes no {@code storageClassName} gets the default class, if there is one,
 * and never binds to a volume of another class or of none: that it names the volume does not help.
 *
 * <p>Looks at {@code storageClassName}, {@code volumeName} and {@code selector} of claims, {@code
 * volumeClaimTemplates} and generic {@code ephemeral} volumes, and at the default-class annotations
 * of StorageClasses. Allowed: the beta annotation in place of the field; a class that is only a
 * word, as long as a volume has it; claims that are bound.
 *
 * <p>The fix of a new claim is the class of the volume that it names, {@code ""} where the volume
 * has none or is not known.
 */
public final class StorageClassExplicit implements Rule {
  static final Reason STORAGE_CLASS_MISSING =
      new Reason(
          "StorageClassMissing", "A claim names or selects its volume, but no storageClassName.");
  static final Reason STORAGE_CLASS_NOT_FOUND =
      new Reason("StorageClassNotFound", "No StorageClass or volume has the class of the claim.");
  private static final Reason SEVERAL_DEFAULT_CLASSES =
      new Reason("SeveralDefaultClasses", "Another StorageClass is the default one already.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
          "storage-class-explicit",
          "A claim for a certain volume writes its class, which exists; one class is the default.",
          Subjects.carriersAnd(GroupKind.PERSISTENT_VOLUME_CLAIM, GroupKind.STORAGE_CLASS),
          List.of(STORAGE_CLASS_MISSING, STORAGE_CLASS_NOT_FOUND, SEVERAL_DEFAULT_CLASSES));

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    if (subject.groupKind().equals(GroupKind.STORAGE_CLASS)) {
      checkDefault(subject, context.inventory(), findings);
      return;
    }
    WrittenClass written = new WrittenClass(context, findings);
    if (subject.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      checkClaim(subject, context, written);
    }
    for (PodView pod : subject.pods()) {
      for (VolumeView volume : pod.volumes()) {
        ClaimTemplate template = ClaimTemplate.of(volume);
        if (template != null) {
          written.check(template, subject, ClaimPlace.ofEphemeral(pod, volume, template));
        }
      }
    }
    for (ClaimTemplate template : ClaimTemplate.ofSet(subject)) {
      written.check(template, subject, ClaimPlace.ofTemplate(template));
    }
  }

  // The controller writes volumeName when it binds; the class can be set no more then.
  private static void checkClaim(Resource subject, RuleContext context, WrittenClass written) {
    PersistentVolumeClaim claim = VolumeBinding.claim(subject, context.inventory());
    boolean isBound = claim.bindCompleted() || claim.phase().equals("Bound");
    boolean isBinding = context.operation() == Operation.UPDATE && claim.storageClass() == null;
    if (!isBound && !isBinding) {
      written.check(claim, ClaimPlace.of(subject), subject.view().object("spec"));
    }
  }

  private static void checkDefault(Resource subject, Inventory inventory, Findings findings) {
    String mark = StorageClass.defaultMark(subject);
    if (mark.isEmpty()) {
      return;
    }
    for (StorageClass other : inventory.storageClasses()) {
      if (other.isDefault() && !other.name().equals(subject.name())) {
        findings.violation(
            SEVERAL_DEFAULT_CLASSES,
            subject.metadata().path("annotations").child(mark),
            Sentence.of(
                    "StorageClass %q is the default class already: claims without a class get the"
                        + " newer one",
                    other.name())
                .instead("write \"false\" here, or there first"));
        return;
      }
    }
  }
}
