package dev.haetae.overview;

import dev.haetae.inventory.PlacedPod.HostPort;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.inventory.affinity.PodAffinityTerm;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.Quantity;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodRelations;
import dev.haetae.simulator.scheduling.spread.SpreadConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same pod with one thing changed, to try whether that would let it run. */
record DemandEdit(PodDemand pod) {

  private PodDemand with(
      List<LabelSelector.Requirement> selector,
      @Nullable NodeSelector affinity,
      ResourceAmounts requests,
      List<HostPort> hostPorts,
      PodRelations relations) {
    return new PodDemand(
        pod.namespace(),
        pod.name(),
        pod.nodeName(),
        selector,
        affinity,
        pod.tolerations(),
        requests,
        hostPorts,
        pod.claims(),
        pod.devices(),
        relations,
        pod.runtimeClass(),
        pod.hasOverhead(),
        pod.unmodelled());
  }

  /** The pod with another requirement in place of the one at {@code index}; null for none. */
  PodDemand selector(int index, LabelSelector.@Nullable Requirement other) {
    List<LabelSelector.Requirement> selector = new ArrayList<>(pod.nodeSelector());
    if (other == null) {
      selector.remove(index);
    } else {
      selector.set(index, other);
    }
    return with(selector, pod.affinity(), pod.requests(), pod.hostPorts(), pod.relations());
  }

  /** The pod without required node affinity. */
  PodDemand withoutAffinity() {
    return with(pod.nodeSelector(), null, pod.requests(), pod.hostPorts(), pod.relations());
  }

  /** The pod without host ports. */
  PodDemand withoutHostPorts() {
    return with(pod.nodeSelector(), pod.affinity(), pod.requests(), List.of(), pod.relations());
  }

  /** The pod with so much less of a resource. */
  PodDemand less(String resource, Quantity amount) {
    ResourceAmounts.Sum sum = new ResourceAmounts.Sum();
    sum.add(pod.requests(), 1);
    sum.add(ResourceAmounts.of(Map.of(resource, amount)), -1);
    return with(pod.nodeSelector(), pod.affinity(), sum.build(), pod.hostPorts(), pod.relations());
  }

  /** The pod with other neighbours that it must have, must not have, or must spread over. */
  PodDemand relations(
      List<PodAffinityTerm> affinity,
      List<PodAffinityTerm> antiAffinity,
      List<SpreadConstraint> spread) {
    PodRelations old = pod.relations();
    return with(
        pod.nodeSelector(),
        pod.affinity(),
        pod.requests(),
        pod.hostPorts(),
        new PodRelations(old.labels(), affinity, antiAffinity, spread, old.priority()));
  }
}
