package dev.haetae.simulator.scheduling;

import dev.haetae.resource.PodView;
import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;

/**
 * The demands of the pods of one review, each worked out when a rule first asks; for one thread.
 */
public final class PodDemands {
  private final IdentityHashMap<PodView, PodDemand> known = new IdentityHashMap<>(4);
  private final IdentityHashMap<PodView, PodDemand> knownAdmitted = new IdentityHashMap<>(4);
  private UnaryOperator<PodView> admission = UnaryOperator.identity();

  /** Has templates looked at as {@code repair} leaves the pods that are made from them. */
  public void admitBy(UnaryOperator<PodView> repair) {
    admission = repair;
  }

  /** Returns what a pod of this spec asks for, as written. */
  public PodDemand of(PodView pod) {
    PodDemand demand = known.get(pod);
    if (demand == null) {
      demand = PodDemand.of(pod);
      known.put(pod, demand);
    }
    return demand;
  }

  /**
   * Returns what a pod of this spec will ask for once it has been admitted, with all that policies
   * add to it: what a template lacks and they add is not lacking.
   */
  public PodDemand admitted(PodView pod) {
    PodDemand demand = knownAdmitted.get(pod);
    if (demand == null) {
      PodView future = admission.apply(pod);
      demand = future.equals(pod) ? of(pod) : PodDemand.of(future);
      knownAdmitted.put(pod, demand);
    }
    return demand;
  }
}
