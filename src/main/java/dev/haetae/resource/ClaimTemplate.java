package dev.haetae.resource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template that a claim is made from for each pod: an element of a StatefulSet's {@code
 * volumeClaimTemplates}, or the {@code volumeClaimTemplate} of a generic {@code ephemeral} volume.
 *
 * @param view the object with metadata and spec
 * @param volume the name of the pod's volume that the claim is for
 * @param ofSet whether a StatefulSet makes the claim, which names it in another order
 */
public record ClaimTemplate(ObjectView view, String volume, boolean ofSet) {
  private static final String EPHEMERAL = "ephemeral";
  private static final GroupKind LEADER_WORKER_SET =
      new GroupKind("leaderworkerset.x-k8s.io", "LeaderWorkerSet");

  /** The templates of a StatefulSet, in the order of writing; none of any other kind. */
  public static List<ClaimTemplate> ofSet(Resource carrier) {
    List<ClaimTemplate> templates = new ArrayList<>(0);
    if (carrier.groupKind().equals(GroupKind.STATEFUL_SET)) {
      for (ObjectView template : carrier.view().object("spec").objects("volumeClaimTemplates")) {
        templates.add(new ClaimTemplate(template, template.object("metadata").text("name"), true));
      }
    }
    return templates;
  }

  /**
   * The names of the volumes that are mounted from claims whatever the pod template says of them:
   * those of a StatefulSet, and of a LeaderWorkerSet, whose pods are made by StatefulSets.
   */
  static Set<String> replacedVolumes(Resource carrier) {
    boolean ofSet = carrier.groupKind().equals(GroupKind.STATEFUL_SET);
    if (!ofSet && !carrier.groupKind().equals(LEADER_WORKER_SET)) {
      return Set.of();
    }
    ObjectView spec = carrier.view().object("spec");
    Set<String> names = new HashSet<>();
    for (ObjectView template :
        (ofSet ? spec : spec.object("leaderWorkerTemplate")).objects("volumeClaimTemplates")) {
      names.add(template.object("metadata").text("name"));
    }
    return names;
  }

  /** The templates of a pod's generic ephemeral volumes, in the order of its volumes. */
  public static List<ClaimTemplate> ofVolumes(PodView pod) {
    List<ClaimTemplate> templates = new ArrayList<>(0);
    for (VolumeView volume : pod.volumes()) {
      ClaimTemplate template = of(volume);
      if (template != null) {
        templates.add(template);
      }
    }
    return templates;
  }

  /** The template of a generic ephemeral volume; null when it is another volume. */
  public static @Nullable ClaimTemplate of(VolumeView volume) {
    return volume.has(EPHEMERAL) && !volume.isClaim()
        ? new ClaimTemplate(
            volume.source(EPHEMERAL).object("volumeClaimTemplate"), volume.name(), false)
        : null;
  }

  /** The name of the claim that is made for the pod of this name. */
  public String claimName(String pod) {
    return ofSet ? volume + '-' + pod : pod + '-' + volume;
  }

  /** The claim of this name, as it is made. */
  public PersistentVolumeClaim claim(String namespace, String name) {
    return PersistentVolumeClaim.ofTemplate(view, namespace, name);
  }

  /** The claim's spec. */
  public ObjectView spec() {
    return view.object("spec");
  }
}
