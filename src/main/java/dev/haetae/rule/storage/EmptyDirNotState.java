package dev.haetae.rule.storage;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.FilePath;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.scheduling.Replicas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
public final class EmptyDirNotState implements PodRule {
  private static final Reason EMPTY_DIR_IN_STATEFUL_SET =
      new Reason(
          "EmptyDirInStatefulSet", "A StatefulSet writes to an emptyDir, which dies with its pod.");
  private static final Reason EMPTY_DIR_NOT_SHARED =
      new Reason("EmptyDirNotShared", "Several replicas keep data in an emptyDir each.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
              "empty-dir-not-state",
              "No state lies in an emptyDir, which dies with its pod and is not shared by"
                  + " replicas.",
              Subjects.carriersAnd(),
              List.of(EMPTY_DIR_IN_STATEFUL_SET, EMPTY_DIR_NOT_SHARED))
          .at(EnforcementPoint.CHECK, EnforcementPoint.AUDIT);

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
  public void check(PodView pod, RuleContext context, Findings findings) {
    GroupKind kind = pod.carrier().groupKind();
    boolean isStatefulSet = kind.equals(GroupKind.STATEFUL_SET);
    // The pods of a Job end, and what they leave in scratch with them.
    int replicas = isStatefulSet || kind.group().equals("batch") ? 1 : Replicas.of(pod);
    if (replicas <= 1 && !isStatefulSet) {
      return;
    }
    WritableMounts mounts = null;
    for (VolumeView volume : pod.volumes()) {
      if (volume.has("emptyDir") && !volume.source("emptyDir").text("medium").equals("Memory")) {
        mounts = mounts == null ? new WritableMounts(pod) : mounts;
        check(volume, mounts, replicas, findings);
      }
    }
  }

  // Replicas are counted of what is no StatefulSet; of one, 1 stands for any number.
  private void check(VolumeView volume, WritableMounts mounts, int replicas, Findings findings) {
    String path = mounts.worst.get(volume.name());
    if (path == null) {
      path = worst(volume.name(), mounts, replicas);
      mounts.worst.put(volume.name(), path);
    }
    if (!path.isEmpty()) {
      report(volume, path, replicas, findings);
    }
  }

  // The first path where state is written; empty when there is none.
  private String worst(String volume, WritableMounts mounts, int replicas) {
    boolean prepared = mounts.prepared.contains(volume);
    for (String mounted : mounts.paths.getOrDefault(volume, List.of())) {
      String path = FilePath.resolve(mounted);
      boolean isData = dataPaths.include(path) && !scratchPaths.include(path);
      boolean isState = !prepared && !scratchPaths.include(path);
      if (isData || (replicas == 1 && isState)) {
        return path;
      }
    }
    return "";
  }

  /** The paths at which the containers of a pod mount volumes for writing. */
  private static final class WritableMounts {
    // By volume, of containers that go on running, in their order.
    private final Map<String, List<String>> paths = new HashMap<>();
    // Volumes that a container writes to which ends before the others start.
    private final Set<String> prepared = new HashSet<>();
    // By volume, the path where state is written, once it has been looked for.
    private final Map<String, String> worst = new HashMap<>();

    WritableMounts(PodView pod) {
      for (ContainerView container : pod.containers()) {
        boolean ends = container.role() == ContainerView.Role.INIT && !container.isSidecar();
        for (ObjectView mount : container.volumeMounts()) {
          if (mount.flag("readOnly", false)) {
            continue;
          }
          if (ends) {
            prepared.add(mount.text("name"));
          } else {
            paths
                .computeIfAbsent(mount.text("name"), _ -> new ArrayList<>(1))
                .add(mount.text("mountPath"));
          }
        }
      }
    }
  }

  private static void report(VolumeView volume, String path, int replicas, Findings findings) {
    Sentence sentence = Sentence.of("emptyDir %q is written at %q of ", volume.name(), path);
    if (replicas == 1) {
      findings.violation(
          EMPTY_DIR_IN_STATEFUL_SET,
          volume.view().path("emptyDir"),
          sentence
              .then("a StatefulSet: it dies with its pod, and the next one starts empty")
              .instead("claim it in volumeClaimTemplates; for scratch mount it under /tmp"));
    } else {
      findings.violation(
          EMPTY_DIR_NOT_SHARED,
          volume.view().path("emptyDir"),
          sentence
              .then("%s replicas: each has its own, which dies with its pod", replicas)
              .instead("mount a claim with ReadWriteMany; for scratch mount it under /tmp"));
    }
  }
}
