package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Path;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.Text;
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
import java.util.EnumSet;
import java.util.List;

/**
 * No pod gets at the file system of its node, not by way of a claim either.
 *
 * <p>Why: who can write a node's files owns the node and, soon, the cluster; and data that lies on
 * one node is missing when the pod comes up on another.
 *
 * <p>Looks at {@code volumes[].hostPath} of every pod, at the volume that every mounted claim,
 * claim and claim template has or will get, and at the source of every PersistentVolume. Allowed:
 * what lies under one of {@code allowedPaths}; claims that are known not to exist, since no pod
 * starts with them.
 */
public final class NoHostPath implements Rule {
  private static final Reason HOST_PATH_VOLUME =
      new Reason("HostPathVolume", "A pod volume is a path of the node.");
  private static final Reason HOST_PATH_THROUGH_CLAIM =
      new Reason(
          "HostPathThroughClaim",
          "A claim is bound, or will bind, to a PersistentVolume that is a path of a node.");
  private static final Reason HOST_PATH_PERSISTENT_VOLUME =
      new Reason("HostPathPersistentVolume", "A PersistentVolume is a path of a node.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      new RuleInfo(
          "no-host-path",
          "No pod mounts a path of its node, directly or through a claim.",
          Subjects.carriersAnd(GroupKind.PERSISTENT_VOLUME_CLAIM, GroupKind.PERSISTENT_VOLUME),
          EnumSet.of(Door.CHECK, Door.VALIDATE, Door.AUDIT),
          Action.DENY,
          List.of(HOST_PATH_VOLUME, HOST_PATH_THROUGH_CLAIM, HOST_PATH_PERSISTENT_VOLUME),
          false);

  private static final String CLAIM = "persistentVolumeClaim";

  private final AllowedPaths allowedPaths;

  /** The rule with the parameters of a policy. */
  public NoHostPath(Parameters parameters) {
    allowedPaths = new AllowedPaths(parameters);
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    Inventory inventory = context.inventory();
    if (subject.groupKind().equals(GroupKind.PERSISTENT_VOLUME)) {
      checkVolume(subject, findings);
    } else if (subject.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      ObjectView spec = subject.view().object("spec");
      PersistentVolumeClaim claim = PersistentVolumeClaim.of(subject);
      String field = claim.volumeName().isEmpty() ? "" : "volumeName";
      checkClaim(claim, new Place(spec, field, false, true), inventory, findings);
    }
    for (PodView pod : subject.pods()) {
      for (VolumeView volume : pod.volumes()) {
        checkVolume(pod, volume, inventory, findings);
      }
    }
    if (subject.groupKind().equals(GroupKind.STATEFUL_SET)) {
      for (ObjectView template : subject.view().object("spec").objects("volumeClaimTemplates")) {
        PersistentVolumeClaim claim = ClaimOutlook.first(template, subject, inventory);
        checkClaim(claim, new Place(template, "spec", false, false), inventory, findings);
      }
    }
  }

  private void checkVolume(Resource subject, Findings findings) {
    PersistentVolume.Source source = PersistentVolume.of(subject).source();
    // Who may only read is told when a pod mounts it.
    if (!isOfNode(source) || allowedPaths.include(source.path(), false)) {
      return;
    }
    Path path = Path.of("spec", source.type());
    findings.violation(
        HOST_PATH_PERSISTENT_VOLUME,
        path,
        path
            + " is "
            + quote(source.path())
            + " of a node: every pod whose claim binds to it gets at that node's files",
        "write an nfs source instead (server, path)");
  }

  private static boolean isOfNode(PersistentVolume.Source source) {
    return source.type().equals("hostPath") || source.type().equals("local");
  }

  private void checkVolume(PodView pod, VolumeView volume, Inventory inventory, Findings findings) {
    if (volume.has("hostPath")) {
      checkHostPath(pod, volume, findings);
    } else if (volume.has(CLAIM)) {
      ObjectView source = volume.source(CLAIM);
      boolean writable = !source.flag("readOnly", false) && isWritable(pod, volume);
      Place place = new Place(source, "claimName", writable, pod.isPod());
      String namespace = pod.carrier().namespace();
      PersistentVolumeClaim claim = inventory.claim(namespace, volume.claimName());
      if (claim != null) {
        checkClaim(claim, place, inventory, findings);
      } else if (!inventory.isClosed()) {
        undecided(volume.claimName(), "the claim", place, findings);
      }
    } else if (volume.has("ephemeral")) {
      ObjectView source = volume.source("ephemeral");
      PersistentVolumeClaim claim = ClaimOutlook.ephemeral(pod, volume, inventory);
      Place place = new Place(source, "volumeClaimTemplate", isWritable(pod, volume), pod.isPod());
      checkClaim(claim, place, inventory, findings);
    }
  }

  private void checkHostPath(PodView pod, VolumeView volume, Findings findings) {
    String mounted = volume.source("hostPath").text("path");
    boolean writable = isWritable(pod, volume);
    if (allowedPaths.include(mounted, writable)) {
      return;
    }
    Path path = volume.view().path("hostPath");
    String start = Text.shorten(path.toString(), 90) + " mounts " + quote(mounted) + " of the node";
    if (allowedPaths.include(mounted, false)) {
      findings.violation(
          HOST_PATH_VOLUME,
          path,
          start + " for writing, but may only be read",
          "write readOnly: true in each of its volumeMounts, init containers included");
    } else {
      findings.violation(
          HOST_PATH_VOLUME,
          path,
          start + ": that opens the node, and stays behind when the pod moves",
          "claim an NFS volume instead (persistentVolumeClaim)");
    }
  }

  // A mount is for writing unless it says otherwise; a raw device always is.
  private static boolean isWritable(PodView pod, VolumeView volume) {
    for (ContainerView container : pod.containers()) {
      for (ObjectView mount : container.volumeMounts()) {
        if (mount.text("name").equals(volume.name()) && !mount.flag("readOnly", false)) {
          return true;
        }
      }
      for (ObjectView device : container.view().objects("volumeDevices")) {
        if (device.text("name").equals(volume.name())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Where a claim stands in the subject.
   *
   * @param field the field of {@code view} to report at; empty for {@code view} itself
   * @param writable whether somebody can write through the mount
   * @param last whether nothing else is needed for the claim to count: the subject is a Pod or the
   *     claim itself
   */
  private record Place(ObjectView view, String field, boolean writable, boolean last) {
    Path path() {
      return field.isEmpty() ? view.path() : view.path(field);
    }
  }

  private void checkClaim(
      PersistentVolumeClaim claim, Place place, Inventory inventory, Findings findings) {
    ClaimOutlook outlook = ClaimOutlook.of(claim, inventory);
    for (PersistentVolume volume : outlook.volumes()) {
      PersistentVolume.Source source = volume.source();
      if (isOfNode(source) && !allowedPaths.include(source.path(), place.writable)) {
        throughClaim(claim, outlook, volume, place, findings);
        return;
      }
    }
    if (!outlook.unseen().isEmpty()) {
      undecided(claim.name(), outlook.unseen(), place, findings);
    }
  }

  private void throughClaim(
      PersistentVolumeClaim claim,
      ClaimOutlook outlook,
      PersistentVolume volume,
      Place place,
      Findings findings) {
    boolean readable = allowedPaths.include(volume.source().path(), false);
    findings.violation(
        HOST_PATH_THROUGH_CLAIM,
        place.path(),
        "claim "
            + quote(claim.name())
            + ' '
            + outlook.verb()
            + " PersistentVolume "
            + quote(volume.name())
            + ", "
            + volume.source().type()
            + ' '
            + quote(volume.source().path())
            + (readable ? " of a node, which may only be read" : " of a node: that opens the node"),
        readable
            ? "write readOnly: true in each of its volumeMounts, init containers included"
            : "let the claim bind to a volume on NFS");
  }

  private static void undecided(String claim, String missing, Place place, Findings findings) {
    String message =
        "whether claim "
            + quote(claim)
            + " leads to a path of a node is not known; not in the input: "
            + missing;
    if (place.last) {
      findings.undecided(HOST_PATH_THROUGH_CLAIM, place.path(), message);
    } else {
      findings.undecidedAdvice(HOST_PATH_THROUGH_CLAIM, place.path(), message);
    }
  }

  private static String quote(String text) {
    return '"' + Text.shorten(text, 32) + '"';
  }
}
