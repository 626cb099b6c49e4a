package dev.haetae.simulator.scheduling;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import java.util.Set;

/**
 * Tells apart the two meanings of {@code nodeName}: the scheduler has put the pod there, or whoever
 * wrote the pod goes past the scheduler.
 */
public final class Placement {
  private static final Set<String> NOT_STARTED = Set.of("", "Pending");

  private Placement() {}

  /**
   * Returns whether whoever wrote a Pod or template puts it on its node. A Pod that is on its node
   * already has a status that says so: the API server takes no status from who creates a Pod.
   */
  public static boolean isByHand(PodView pod) {
    if (pod.nodeName().isEmpty() || pod.isMirror()) {
      return false;
    }
    if (!pod.isPod()) {
      return true;
    }
    ObjectView status = pod.carrier().view().object("status");
    return NOT_STARTED.contains(status.text("phase")) && status.array("conditions").size() == 0;
  }
}
