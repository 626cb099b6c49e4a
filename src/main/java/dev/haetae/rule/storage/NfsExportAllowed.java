package dev.haetae.rule.storage;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Volumes on NFS lie on the exports that are meant for the cluster.
 *
 * <p>Why: the NAS trusts the nodes' addresses, so every export that it gives to a node is open to
 * whoever may write a volume: backups, home directories, another team's data.
 *
 * <p>Looks at {@code nfs} and at the attributes {@code server}, {@code share} and {@code subdir} of
 * {@code csi}, in PersistentVolumes and in the volumes of every pod spec. Allowed: what lies under
 * one of {@code exports}; everything while none is listed; volumes that show no server or path.
 */
public final class NfsExportAllowed implements Rule {
  private static final Reason EXPORT_NOT_ALLOWED =
      new Reason("ExportNotAllowed", "The NFS export is not one of those listed, nor below one.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
          "nfs-export-allowed",
          "Volumes on NFS lie under one of the exports that are listed.",
          Subjects.carriersAnd(GroupKind.PERSISTENT_VOLUME),
          List.of(EXPORT_NOT_ALLOWED));

  private final AllowedExports exports;

  /** The rule with the parameters of a policy. */
  public NfsExportAllowed(Parameters parameters) {
    exports = new AllowedExports(parameters);
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    if (exports.isEmpty()) {
      return;
    }
    if (subject.groupKind().equals(GroupKind.PERSISTENT_VOLUME)) {
      PersistentVolume.Source source = PersistentVolume.of(subject).source();
      check(source.export(), Path.of("spec", source.type()), findings);
      return;
    }
    for (PodView pod : subject.pods()) {
      for (VolumeView volume : pod.volumes()) {
        check(volume, "nfs", findings);
        check(volume, "csi", findings);
      }
    }
  }

  private void check(VolumeView volume, String type, Findings findings) {
    if (volume.has(type)) {
      ObjectView source = volume.source(type);
      check(PersistentVolume.Source.of(type, source).export(), source.path(), findings);
    }
  }

  private void check(@Nullable NfsExport export, Path path, Findings findings) {
    if (export == null || exports.include(export)) {
      return;
    }
    findings.violation(
        EXPORT_NOT_ALLOWED,
        path,
        Sentence.of(
                "the export %q is not one of those that this cluster may mount",
                AllowedExports.shown(export))
            .instead(exports.remedy(export)));
  }
}
