package dev.haetae.rule.storage;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.NodeAgent;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;

/**
 * No pod gets at the file system of its node, not by way of a claim either.
 *
 * <p>Why: who can write a node's files owns the node and, soon, the cluster; and data that lies on
 * one node is missing when the pod comes up on another.
 *
 * <p>Looks at {@code volumes[].hostPath} of every pod, at the volumes that every mounted claim,
 * claim and claim template has or may get, all claims of the object taken together and with those
 * that are pending in the world, and at the source of every PersistentVolume. Allowed: what lies
 * under one of {@code allowedPaths}; claims that are known not to exist, which are judged when they
 * are made, unless that could not tell whether a pod writes where it may only read.
 */
public final class NoHostPath implements Rule {
  private static final Reason HOST_PATH_VOLUME =
      new Reason("HostPathVolume", "A pod volume is a path of the node.");
  static final Reason HOST_PATH_THROUGH_CLAIM =
      new Reason(
          "HostPathThroughClaim",
          "A claim is bound, or will bind, to a PersistentVolume that is a path of a node.");
  private static final Reason HOST_PATH_PERSISTENT_VOLUME =
      new Reason("HostPathPersistentVolume", "A PersistentVolume is a path of a node.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
          "no-host-path",
          "No pod mounts a path of its node, directly or through a claim.",
          Subjects.carriersAnd(GroupKind.PERSISTENT_VOLUME_CLAIM, GroupKind.PERSISTENT_VOLUME),
          List.of(HOST_PATH_VOLUME, HOST_PATH_THROUGH_CLAIM, HOST_PATH_PERSISTENT_VOLUME));

  private final AllowedPaths allowed;

  /** The rule with the parameters of a policy. */
  public NoHostPath(Parameters parameters) {
    allowed = new AllowedPaths(parameters);
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    if (subject.groupKind().equals(GroupKind.PERSISTENT_VOLUME)) {
      checkVolume(subject, findings);
      return;
    }
    HostPathClaims claims = new HostPathClaims(subject, allowed, context.inventory(), findings);
    claims.checkItself();
    for (PodView pod : subject.pods()) {
      WrittenVolumes written = new WrittenVolumes(pod);
      claims.checkTemplates(written);
      for (VolumeView volume : pod.volumes()) {
        if (volume.has("hostPath")) {
          checkHostPath(subject, volume, written, findings);
        } else {
          claims.check(pod, volume, written);
        }
      }
    }
    claims.checkOthers();
  }

  private void checkVolume(Resource subject, Findings findings) {
    PersistentVolume.Source source = PersistentVolume.of(subject).source();
    // Who may only read is told when a pod mounts it.
    if (!allowed.forbid(source, false)) {
      return;
    }
    Path path = Path.of("spec", source.type());
    findings.violation(
        HOST_PATH_PERSISTENT_VOLUME,
        path,
        Sentence.of(
                "%s is %q of a node: every pod whose claim binds to it gets at that node's files",
                path, source.path())
            .instead("write an nfs source instead (server, path)"));
  }

  private void checkHostPath(
      Resource subject, VolumeView volume, WrittenVolumes written, Findings findings) {
    String mounted = volume.source("hostPath").text("path");
    if (allowed.include(mounted, written.include(volume))) {
      return;
    }
    Path path = volume.view().path("hostPath");
    Sentence sentence = Sentence.of("%s mounts %q of the node", path, mounted);
    if (allowed.include(mounted, false)) {
      sentence.then(" for writing, but it may only be read").instead(AllowedPaths.READ_ONLY);
    } else if (NodeAgent.mayBe(subject)) {
      sentence.then(": that opens the node").instead(NodeAgent.exemption(subject));
    } else {
      sentence
          .then(": that opens the node, and stays behind when the pod moves")
          .instead("claim an NFS volume instead (persistentVolumeClaim)");
    }
    findings.violation(HOST_PATH_VOLUME, path, sentence);
  }
}
