package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Taint;
import dev.haetae.resource.Tolerations;
import dev.haetae.resource.tree.Sentence;
import java.util.Set;

/**
 * Tells apart the two meanings of {@code nodeName}: the scheduler has put the pod there, or whoever
 * wrote the pod goes past the scheduler.
 */
public final class Placement {
  private static final String HOSTNAME = "kubernetes.io/hostname";
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

  /** Returns what to write in place of {@code nodeName}, so that the scheduler sees the pod. */
  public static Sentence insteadOfName(PodView pod, Inventory inventory) {
    Node node = inventory.node(pod.nodeName());
    if (node == null && inventory.isClosed()) {
      return Sentence.of("take nodeName out: there is no such node");
    }
    String name = pod.nodeName();
    String hostname = node == null ? name : node.labels().getOrDefault(HOSTNAME, name);
    Sentence selector = Sentence.of("write nodeSelector: {kubernetes.io/hostname: %q}", hostname);
    // The kubelet lets pass what the scheduler will not.
    return node != null && isTainted(node, PodDemand.of(pod).in(inventory))
        ? selector.then(", and tolerate its taint")
        : selector.then(" instead");
  }

  private static boolean isTainted(Node node, PodDemand pod) {
    Tolerations tolerations = Tolerations.of(pod.tolerations());
    for (Taint taint : node.taints()) {
      if (!taint.effect().equals("PreferNoSchedule") && !tolerations.tolerate(taint)) {
        return true;
      }
    }
    return false;
  }
}
