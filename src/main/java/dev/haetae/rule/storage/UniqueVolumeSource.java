package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;

/**
 * No two PersistentVolumes are the same data.
 *
 * <p>Why: the kubelet knows a CSI volume by its driver and handle. Of two that are the same it
 * mounts one, and the pod with the other waits without a word. Two volumes on one NFS directory, or
 * on one within the other, share what their claims believe to be their own, and the reclaim policy
 * of one erases the other.
 *
 * <p>Looks at {@code csi.driver} and {@code csi.volumeHandle}, and at NFS exports ({@code nfs}, the
 * attributes of {@code csi}), of the subject and of every volume of the world. Allowed: exports of
 * which one volume can only read; what a provisioner has made below a larger export, of which the
 * larger one is told; volumes that are being deleted.
 */
public final class UniqueVolumeSource implements Rule {
  private static final Reason SAME_VOLUME_HANDLE =
      new Reason("SameVolumeHandle", "Another volume has the same CSI driver and volumeHandle.");
  private static final Reason SAME_EXPORT =
      new Reason("SameExport", "Another volume lies on the same NFS export.");
  private static final Reason NESTED_EXPORT =
      new Reason("NestedExport", "Another volume's NFS export lies in this one, or holds it.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
          "unique-volume-source",
          "No two PersistentVolumes are the same CSI volume or lie on the same NFS export.",
          Subjects.of(GroupKind.PERSISTENT_VOLUME),
          List.of(SAME_VOLUME_HANDLE, SAME_EXPORT, NESTED_EXPORT));

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    PersistentVolume volume = PersistentVolume.of(subject);
    if (!volume.source().handle().isEmpty()) {
      checkHandle(volume, context.inventory(), findings);
    }
    NfsExport export = volume.source().export();
    if (export != null) {
      boolean provisioned =
          subject.metadata().object("annotations").has(PersistentVolume.PROVISIONED_BY);
      checkExport(volume, export, provisioned, context.inventory(), findings);
    }
  }

  private static void checkHandle(PersistentVolume volume, Inventory inventory, Findings findings) {
    PersistentVolume.Source source = volume.source();
    OtherVolumes others = new OtherVolumes(volume);
    for (PersistentVolume other : inventory.volumesByHandle(source.driver(), source.handle())) {
      others.add(other);
    }
    if (!others.isEmpty()) {
      findings.violation(
          SAME_VOLUME_HANDLE,
          Path.of("spec", "csi", "volumeHandle"),
          Sentence.of(
                  "volumeHandle %q is that of %s too: a node mounts one of them, and pods with"
                      + " another hang",
                  source.handle(), others.names())
              .instead("give each volume a handle of its own"));
    }
  }

  private static void checkExport(
      PersistentVolume volume,
      NfsExport export,
      boolean provisioned,
      Inventory inventory,
      Findings findings) {
    OtherVolumes same = new OtherVolumes(volume);
    OtherVolumes inside = new OtherVolumes(volume);
    OtherVolumes around = new OtherVolumes(volume);
    for (PersistentVolume other : inventory.volumesOverlapping(export)) {
      NfsExport directory = other.source().export();
      if (directory == null || onlyRead(volume, other) || areSameHandle(volume, other)) {
        continue;
      }
      if (directory.equals(export)) {
        same.add(other);
      } else if (export.holds(directory)) {
        inside.add(other);
      } else if (!provisioned) {
        around.add(other);
      }
    }
    Path path = Path.of("spec", volume.source().type());
    report(SAME_EXPORT, path, export, " is that of %s", same, findings);
    report(NESTED_EXPORT, path, export, " holds that of %s", inside, findings);
    report(NESTED_EXPORT, path, export, " lies in that of %s", around, findings);
  }

  private static boolean onlyRead(PersistentVolume volume, PersistentVolume other) {
    return volume.source().readOnly() || other.source().readOnly();
  }

  // Said already, of the handle.
  private static boolean areSameHandle(PersistentVolume volume, PersistentVolume other) {
    return !volume.source().handle().isEmpty()
        && volume.source().handle().equals(other.source().handle())
        && volume.source().driver().equals(other.source().driver());
  }

  private static void report(
      Reason reason,
      Path path,
      NfsExport export,
      String how,
      OtherVolumes others,
      Findings findings) {
    if (!others.isEmpty()) {
      findings.violation(
          reason,
          path,
          Sentence.of("the export %q", AllowedExports.shown(export))
              .then(how, others.names())
              .then(": they share their data, and reclaiming one may erase the other")
              .instead("give it its own directory, or readOnly: true"));
    }
  }
}
