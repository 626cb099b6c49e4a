package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.PlacedPod.Standing;
import dev.haetae.inventory.affinity.PodAffinityTerm;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.simulator.scheduling.preemption.PodPriority;
import dev.haetae.simulator.scheduling.spread.SpreadConstraint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pod is to the other pods: which it wants near it and which not, how it spreads, which it
 * may drive away.
 *
 * @param labels by which others know it
 * @param affinity the pods that it must be with, all of them
 * @param antiAffinity the pods that it must not be with, any of them
 * @param spread how it must spread
 * @param priority how important it is
 */
public record PodRelations(
    Map<String, String> labels,
    List<PodAffinityTerm> affinity,
    List<PodAffinityTerm> antiAffinity,
    List<SpreadConstraint> spread,
    PodPriority priority) {

  private static final Map<GroupKind, String> REVISIONS =
      Map.of(
          GroupKind.DEPLOYMENT, "pod-template-hash",
          GroupKind.STATEFUL_SET, "controller-revision-hash",
          GroupKind.DAEMON_SET, "controller-revision-hash");

  static PodRelations of(PodView pod) {
    Map<String, String> labels = labels(pod);
    return new PodRelations(
        labels,
        PodAffinityTerm.ofAffinity(pod, labels),
        PodAffinityTerm.ofAntiAffinity(pod, labels),
        SpreadConstraint.of(pod, labels),
        PodPriority.of(pod));
  }

  // A controller tells the pods of this template from those of others by a label, which
  // matchLabelKeys often names; what it will be nobody knows, but no pod has it yet.
  private static Map<String, String> labels(PodView pod) {
    String revision = REVISIONS.get(pod.carrier().groupKind());
    if (revision == null || pod.labels().containsKey(revision)) {
      return pod.labels();
    }
    Map<String, String> labels = new HashMap<>(pod.labels());
    labels.put(revision, "new of " + pod.carrier().name());
    return labels;
  }

  /** Returns whether a second such pod may be kept off where the first one is, or drawn there. */
  public boolean bearOnEachOther() {
    return !affinity.isEmpty() || !antiAffinity.isEmpty() || !spread.isEmpty();
  }

  /**
   * A pod that asks for this, once it is on a node: it gives way to nobody.
   *
   * @param claims the names of the claims that it mounts
   */
  public static PlacedPod placed(PodDemand pod, String name, String node, List<String> claims) {
    return new PlacedPod(
        pod.namespace(),
        name,
        node,
        false,
        pod.relations().labels(),
        Map.of(),
        pod.hostPorts(),
        claims,
        new Standing(false, Integer.MAX_VALUE, null, "", pod.relations().antiAffinity()),
        null,
        0);
  }
}
