package dev.haetae.rule.storage;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.NamePatterns;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;

/**
 * No pod names an NFS server by itself: it claims its volume.
 *
 * <p>Why: a server and a path in a pod tie it to the infrastructure of the day. When the NAS moves,
 * every manifest has to change; and no quota, mount option, access mode or reclaim policy applies,
 * which a PersistentVolume has.
 *
 * <p>Looks at {@code volumes[].nfs} and at {@code volumes[].csi} with a driver of {@code
 * nfsDrivers}, of every pod spec. Allowed: claims, and inline volumes of other CSI drivers.
 */
public final class NoInlineNfs implements PodRule {
  private static final Reason INLINE_NFS_VOLUME =
      new Reason("InlineNfsVolume", "A pod volume names an NFS server and path by itself.");
  private static final Reason INLINE_CSI_VOLUME =
      new Reason("InlineCsiVolume", "A pod volume is an inline volume of an NFS CSI driver.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
          "no-inline-nfs",
          "No pod names an NFS server by itself: it claims its volume.",
          Subjects.carriersAnd(),
          List.of(INLINE_NFS_VOLUME, INLINE_CSI_VOLUME));

  private final NamePatterns drivers;

  /** The rule with the parameters of a policy. */
  public NoInlineNfs(Parameters parameters) {
    drivers = NamePatterns.of(parameters, "nfsDrivers", SharedStorage.DRIVERS);
  }

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    for (VolumeView volume : pod.volumes()) {
      if (volume.has("nfs")) {
        checkNfs(volume, findings);
      } else if (volume.has("csi")) {
        checkCsi(volume, findings);
      }
    }
  }

  private static void checkNfs(VolumeView volume, Findings findings) {
    ObjectView source = volume.source("nfs");
    report(
        INLINE_NFS_VOLUME,
        volume.view().path("nfs"),
        Sentence.of(
            "volume %q names the export %q of the NFS server %q",
            volume.name(), source.text("path"), source.text("server")),
        findings);
  }

  private void checkCsi(VolumeView volume, Findings findings) {
    String driver = volume.source("csi").text("driver");
    if (drivers.include(driver)) {
      report(
          INLINE_CSI_VOLUME,
          volume.view().path("csi"),
          Sentence.of("volume %q is an inline volume of the NFS driver %q", volume.name(), driver),
          findings);
    }
  }

  private static void report(Reason reason, Path path, Sentence sentence, Findings findings) {
    findings.violation(
        reason,
        path,
        sentence
            .then(": the pod has to change when the NAS does")
            .instead("mount a claim instead (persistentVolumeClaim)"));
  }
}
