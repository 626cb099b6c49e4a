package dev.haetae.simulator.scheduling;

import dev.haetae.resource.PodView;
import java.util.IdentityHashMap;

/** What the pods of one review ask for, each worked out when a rule first asks. For one thread. */
public final class PodDemands {
  private final IdentityHashMap<PodView, PodDemand> known = new IdentityHashMap<>(4);

  /** What a pod of this spec asks for. */
  public PodDemand of(PodView pod) {
    PodDemand demand = known.get(pod);
    if (demand == null) {
      demand = PodDemand.of(pod);
      known.put(pod, demand);
    }
    return demand;
  }
}
