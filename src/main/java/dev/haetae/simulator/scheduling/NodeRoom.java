package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.NodeLoad;

/**
 * The room that a node has for more pods of one kind.
 *
 * @param pods how many more, were nothing but their claims in their way
 * @param scarce what runs out first, as a bit of {@link NodeVerdict}
 */
public record NodeRoom(long pods, long scarce) {
  /** The room of a node that can take one or more; 0 or less where it has too little for one. */
  public static NodeRoom of(PodDemand pod, NodeLoad load) {
    RequestedResources resources = new RequestedResources(pod.requests());
    long least = load.allocatable().pods() - load.pods();
    long scarce = NodeVerdict.PODS;
    if (!pod.hostPorts().isEmpty()) {
      least = 1;
      scarce = NodeVerdict.PORTS;
    }
    for (int i = 0; i < resources.count(); i++) {
      long asked = resources.asked(i);
      long pods = asked == 0 ? Long.MAX_VALUE : resources.free(load, i) / asked;
      // Of equals the extended resource is the one to tell of: it is what a cluster buys last.
      boolean told = i >= RequestedResources.NAMED && asked > 0 && pods == least;
      if (pods < least || told) {
        least = pods;
        scarce = RequestedResources.bit(i);
      }
    }
    return new NodeRoom(least, scarce);
  }

  /** Returns what runs out first, in the scheduler's words: {@code Insufficient cpu}. */
  public String reason(PodDemand pod) {
    return NodeVerdict.reasons(scarce, pod.requests()).getFirst();
  }
}
