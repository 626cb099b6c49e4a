package dev.haetae.simulator.scheduling;

import dev.haetae.resource.PodView;
import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The demands of the pods of one review, each worked out when a rule first asks; for one thread.
 */
public final class PodDemands {
  // Made when something is put in: most reviews have no pod, or none whose demands are asked for.
  private @Nullable IdentityHashMap<PodView, PodDemand> known;
  private @Nullable IdentityHashMap<PodView, PodDemand> knownAdmitted;
  private UnaryOperator<PodView> admission = UnaryOperator.identity();

  /** Has templates looked at as {@code repair} leaves the pods that are made from them. */
  public void admitBy(UnaryOperator<PodView> repair) {
    admission = repair;
  }

  /** Returns what a pod of this spec asks for, as written. */
  public PodDemand of(PodView pod) {
    IdentityHashMap<PodView, PodDemand> demands = known == null ? new IdentityHashMap<>(2) : known;
    known = demands;
    PodDemand demand = demands.get(pod);
    if (demand == null) {
      demand = PodDemand.of(pod);
      demands.put(pod, demand);
    }
    return demand;
  }

  /**
   * Returns what a pod of this spec will ask for once it has been admitted, with all that policies
   * add to it: what a template lacks and they add is not lacking.
   */
  public PodDemand admitted(PodView pod) {
    IdentityHashMap<PodView, PodDemand> demands =
        knownAdmitted == null ? new IdentityHashMap<>(2) : knownAdmitted;
    knownAdmitted = demands;
    PodDemand demand = demands.get(pod);
    if (demand == null) {
      PodView future = admission.apply(pod);
      demand = future.equals(pod) ? of(pod) : PodDemand.of(future);
      demands.put(pod, demand);
    }
    return demand;
  }
}
