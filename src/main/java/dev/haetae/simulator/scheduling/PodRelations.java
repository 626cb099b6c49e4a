package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.PlacedPod.Standing;
import dev.haetae.inventory.PodAffinityTerm;
import dev.haetae.resource.PodView;
import dev.haetae.simulator.scheduling.preemption.PodPriority;
import dev.haetae.simulator.scheduling.spread.SpreadConstraint;
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

  static PodRelations of(PodView pod) {
    return new PodRelations(
        pod.labels(),
        PodAffinityTerm.ofAffinity(pod),
        PodAffinityTerm.ofAntiAffinity(pod),
        SpreadConstraint.of(pod),
        PodPriority.of(pod));
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
        new Standing(false, Integer.MAX_VALUE, null, "", pod.relations().antiAffinity()));
  }
}
