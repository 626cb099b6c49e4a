package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.Node;
import dev.haetae.simulator.scheduling.affinity.InterPodAffinity;
import dev.haetae.simulator.scheduling.spread.TopologySpread;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The other pods as far as they keep a pod off nodes: its spread, then its and their affinity. */
final class PodNeighbours {
  private final @Nullable TopologySpread spread;
  private final @Nullable InterPodAffinity affinity;

  private PodNeighbours(@Nullable TopologySpread spread, @Nullable InterPodAffinity affinity) {
    this.spread = spread;
    this.affinity = affinity;
  }

  /**
   * The pods that bear on a pod; null when none can, as for most pods.
   *
   * @param selects whether its node selector and affinity select a node
   * @param tolerates whether it tolerates the taints of a node
   */
  static @Nullable PodNeighbours of(
      PodDemand pod, Inventory inventory, Predicate<Node> selects, Predicate<Node> tolerates) {
    PodRelations relations = pod.relations();
    TopologySpread spread =
        relations.spread().isEmpty()
            ? null
            : TopologySpread.of(
                new TopologySpread.Subject(
                    pod.namespace(), relations.labels(), relations.spread(), selects, tolerates),
                inventory);
    InterPodAffinity affinity =
        InterPodAffinity.of(
            new InterPodAffinity.Subject(
                pod.namespace(),
                relations.labels(),
                relations.affinity(),
                relations.antiAffinity()),
            inventory);
    return spread == null && affinity == null ? null : new PodNeighbours(spread, affinity);
  }

  /** Counts a pod that comes to a node (1), or goes from it (-1). */
  void update(PlacedPod pod, Node node, int delta) {
    if (spread != null) {
      spread.update(pod, node, delta);
    }
    if (affinity != null) {
      affinity.update(pod, node, delta);
    }
  }

  /** Returns what a node fails on, as a bit of {@link NodeVerdict}. */
  long reject(Node node) {
    TopologySpread.Rejection skewed = spread == null ? null : spread.reject(node);
    if (skewed != null) {
      return switch (skewed) {
        case MISSING_LABEL -> NodeVerdict.SPREAD_LABEL;
        case SKEW -> NodeVerdict.SPREAD;
      };
    }
    InterPodAffinity.Rejection rejection = affinity == null ? null : affinity.reject(node);
    if (rejection == null) {
      return 0;
    }
    return switch (rejection) {
      case AFFINITY -> NodeVerdict.POD_AFFINITY;
      case ANTI_AFFINITY -> NodeVerdict.POD_ANTI_AFFINITY;
      case EXISTING_ANTI_AFFINITY -> NodeVerdict.KEPT_OFF;
    };
  }
}
