package dev.haetae.simulator.scheduling.spread;

import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A constraint on how a pod spreads that keeps it off nodes ({@code DoNotSchedule}), compiled.
 *
 * @param maxSkew how many more of the pods than in the domain with the fewest are allowed
 * @param topologyKey the label of nodes that makes a domain
 * @param selector the pods that are counted; null for none, while the empty one selects all
 * @param minDomains with fewer domains the smallest count is taken to be 0
 * @param honoursAffinity whether only the nodes count that the pod's node affinity selects
 * @param honoursTaints whether only the nodes count whose taints the pod tolerates
 */
public record SpreadConstraint(
    long maxSkew,
    String topologyKey,
    @Nullable LabelSelector selector,
    long minDomains,
    boolean honoursAffinity,
    boolean honoursTaints) {

  /**
   * The constraints of a pod that are not only wishes. Labels of {@code matchLabelKeys} are merged
   * into the selector as {@code pkg/registry/core/pod/strategy.go} does when the pod is made.
   *
   * @param labels those that the pod has
   */
  public static List<SpreadConstraint> of(PodView pod, Map<String, String> labels) {
    if (!pod.spec().has("topologySpreadConstraints")) {
      return List.of();
    }
    List<SpreadConstraint> constraints = new ArrayList<>();
    for (ObjectView constraint : pod.spec().objects("topologySpreadConstraints")) {
      if (!constraint.text("whenUnsatisfiable").equals("ScheduleAnyway")) {
        constraints.add(of(constraint, labels));
      }
    }
    return List.copyOf(constraints);
  }

  private static SpreadConstraint of(ObjectView constraint, Map<String, String> labels) {
    LabelSelector selector =
        constraint.has("labelSelector")
            ? LabelSelector.of(constraint.object("labelSelector"))
                .and(LabelSelector.Operator.IN, constraint.texts("matchLabelKeys"), labels)
            : null;
    return new SpreadConstraint(
        constraint.integer("maxSkew", 1),
        constraint.text("topologyKey"),
        selector,
        constraint.integer("minDomains", 1),
        !constraint.text("nodeAffinityPolicy").equals("Ignore"),
        constraint.text("nodeTaintsPolicy").equals("Honor"));
  }

  /** The largest number of comparisons that it takes to tell whether it counts a pod. */
  long size() {
    return 1L + (selector == null ? 0 : selector.requirements().size());
  }

  /** Returns whether a pod with these labels is one of those that are to be spread. */
  boolean selects(Map<String, String> podLabels) {
    return selector != null && selector.matches(podLabels);
  }

  /** Returns whether a pod with these labels that is there already is counted. */
  boolean counts(Map<String, String> podLabels) {
    return selector != null && !selector.requirements().isEmpty() && selector.matches(podLabels);
  }
}
