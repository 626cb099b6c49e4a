package dev.haetae.simulator.scheduling;

import dev.haetae.resource.PodView;
import java.util.IdentityHashMap;

/**
 * The demands of the pods of one review, each worked out when a rule first asks; for one thread.
 */
public final class PodDemands {
  private final IdentityHashMap<PodView, PodDemand> known = new IdentityHashMap<>(4);

  /** Returns what a pod of this spec asks for. */
  public PodDemand of(PodView pod) {
    PodDemand demand = known.get(pod);
    if (demand == null) {
      demand = PodDemand.of(pod);
      known.put(pod, demand);
    }
    return demand;
  }
}
