package dev.haetae.rule.storage;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.FilePath;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.rule.Action;
import dev.haetae.rule.Door;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.Replicas;
import java.util.EnumSet;
import java.util.List;

/**
 * An emptyDir holds what may be lost, and what replicas need not share.
 *
 * <p>Why: it dies with its pod, and every replica has its own. The database in a StatefulSet starts
 * empty after the next drain; of what was uploaded to one replica the others know nothing.
 *
 * <p>Looks at where containers and sidecars mount emptyDirs for writing: in a StatefulSet anywhere,
 * in what has several replicas under {@code dataPaths}. Allowed: {@code scratchPaths}, medium
 * Memory, read-only mounts, and what only init containers write, which is made anew in every pod.
 */
public final class EmptyDirNotState implements Rule {
  private static final Reason EMPTY_DIR_IN_STATEFUL_SET =
      new Reason(
          "EmptyDirInStatefulSet", "A StatefulSet writes to an emptyDir, which dies with its pod.");
  private static final Reason EMPTY_DIR_NOT_SHARED =
      new Reason("EmptyDirNotShared", "Several replicas keep data in an emptyDir each.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      new RuleInfo(
          "empty-dir-not-state",
          "No state lies in an emptyDir, which dies with its pod and is not shared by replicas.",
          Subjects.carriersAnd(),
          EnumSet.of(Door.CHECK, Door.AUDIT),
          Action.WARN,
          List.of(EMPTY_DIR_IN_STATEFUL_SET, EMPTY_DIR_NOT_SHARED),
          false);

  private static final List<String> DATA_PATHS = List.of("/data", "/var/lib");
  private static final List<String> SCRATCH_PATHS =
      List.of("/run", "/var/run", "/var/log", "/dev/shm", "tmp", "cache", ".cache", "scratch");

  private final DirectoryNames dataPaths;
  private final DirectoryNames scratchPaths;

  /** The rule with the parameters of a policy. */
  public EmptyDirNotState(Parameters parameters) {
    dataPaths = new DirectoryNames(parameters, "dataPaths", DATA_PATHS);
    scratchPaths = new DirectoryNames(parameters, "scratchPaths", SCRATCH_PATHS);
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    boolean isStatefulSet = subject.groupKind().equals(GroupKind.STATEFUL_SET);
    // The pods of a Job end, and what they leave in scratch with them.
    boolean ends = subject.groupKind().group().equals("batch");
    for (PodView pod : subject.pods()) {
      int replicas = isStatefulSet || ends ? 1 : Replicas.of(pod);
      if (isStatefulSet || replicas > 1) {
        for (VolumeView volume : pod.volumes()) {
          if (volume.has("emptyDir")
              && !volume.source("emptyDir").text("medium").equals("Memory")) {
            check(pod, volume, replicas, findings);
          }
        }
      }
    }
  }

  // Replicas are counted of what is no StatefulSet; of one, 1 stands for any number.
  private void check(PodView pod, VolumeView volume, int replicas, Findings findings) {
    boolean prepared = isWrittenByInit(pod, volume.name());
    for (ContainerView container : pod.containers()) {
      if (container.role() != ContainerView.Role.INIT || container.isSidecar()) {
        for (ObjectView mount : container.volumeMounts()) {
          if (isWritable(mount, volume.name())) {
            String path = FilePath.resolve(mount.text("mountPath"));
            boolean isData = dataPaths.include(path) && !scratchPaths.include(path);
            boolean isState = !prepared && !scratchPaths.include(path);
            if (isData || (replicas == 1 && isState)) {
              report(volume, path, replicas, findings);
              return;
            }
          }
        }
      }
    }
  }

  private static boolean isWritable(ObjectView mount, String volume) {
    return mount.text("name").equals(volume) && !mount.flag("readOnly", false);
  }

  private static boolean isWrittenByInit(PodView pod, String volume) {
    for (ContainerView container : pod.containers()) {
      if (container.role() == ContainerView.Role.INIT && !container.isSidecar()) {
        for (ObjectView mount : container.volumeMounts()) {
          if (isWritable(mount, volume)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static void report(VolumeView volume, String path, int replicas, Findings findings) {
    String start =
        "emptyDir "
            + ClaimOutlook.quote(volume.name())
            + " is written at "
            + ClaimOutlook.quote(path);
    if (replicas == 1) {
      findings.violation(
          EMPTY_DIR_IN_STATEFUL_SET,
          volume.view().path("emptyDir"),
          start + " of a StatefulSet: it dies with its pod, and the next one starts empty",
          "claim it in volumeClaimTemplates; for scratch mount it under /tmp");
    } else {
      findings.violation(
          EMPTY_DIR_NOT_SHARED,
          volume.view().path("emptyDir"),
          start + " of " + replicas + " replicas: each has its own, which dies with its pod",
          "mount a claim with ReadWriteMany; for scratch mount it under /tmp");
    }
  }
}
