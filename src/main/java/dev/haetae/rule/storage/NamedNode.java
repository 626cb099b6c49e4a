package dev.haetae.rule.storage;

import static dev.haetae.rule.storage.PvcBoundRwxNfs.CLAIM_UNBINDABLE;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.ClaimReach;
import dev.haetae.simulator.binding.Criterion;
import dev.haetae.simulator.scheduling.Placement;

/**
 * A pod that names its node, with a claim that waits for its first consumer: only the scheduler
 * tells such a claim that there is one, and it never sees a pod with {@code nodeName}.
 */
final class NamedNode {
  private static final String FIELD = "nodeName";

  private NamedNode() {}

  /** Returns whether a claim stays Pending since the pod names its node. */
  static boolean keepsPending(
      PodView pod, PersistentVolumeClaim claim, ClaimReach reach, Inventory inventory) {
    return Placement.isByHand(pod)
        && reach.prediction().outcome() == Outcome.WAITS_FOR_CONSUMER
        && !hasOtherConsumer(pod, claim, inventory);
  }

  private static boolean hasOtherConsumer(
      PodView pod, PersistentVolumeClaim claim, Inventory inventory) {
    for (PlacedPod user : inventory.podsUsing(claim.namespace(), claim.name())) {
      if (user.node().isEmpty() && !user.name().equals(pod.carrier().name())) {
        return true;
      }
    }
    return false;
  }

  /** Reports it where the node is named. */
  static void report(
      PodView pod,
      PersistentVolumeClaim claim,
      ClaimReach reach,
      ClaimPlace place,
      Inventory inventory,
      Findings findings) {
    place.report(
        CLAIM_UNBINDABLE,
        pod.spec().path(FIELD),
        Sentence.of(
                "claim %q stays Pending: its class %q waits for the scheduler to place a pod"
                    + " (WaitForFirstConsumer), and one that names node %q goes past it",
                claim.name(), Criterion.classOf(reach.prediction().claim()), pod.nodeName())
            .instead("%s", Placement.insteadOfName(pod, inventory)),
        findings);
  }
}
