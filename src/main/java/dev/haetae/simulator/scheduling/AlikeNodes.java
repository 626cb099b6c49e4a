package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.alike.AlikeElements;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.NodeSelector;
import java.util.List;
import java.util.function.ToLongFunction;

/** Tells whether nodes of one kind are all the same to a pod, as long as no pod is on them. */
final class AlikeNodes {
  private AlikeNodes() {}

  /** Returns whether what a pod asks of an idle node hangs on nothing but the node's kind. */
  static boolean areAlikeTo(PodDemand pod, AlikeElements<NodeLoad> nodes) {
    if (!pod.nodeName().isEmpty()
        || !pod.claims().isEmpty()
        || !asksAlike(pod.nodeSelector(), nodes)) {
      return false;
    }
    if (pod.affinity() != null) {
      for (NodeSelector.Term term : pod.affinity().terms()) {
        if (!term.fields().isEmpty() || !asksAlike(term.expressions(), nodes)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Judges the first node of each kind, and all others as it. At 5,000 nodes a review of a pod with
   * GPUs costs a twentieth by that.
   *
   * @param verdicts gets one for each node
   */
  static void judge(
      AlikeElements<NodeLoad> nodes,
      long[] verdicts,
      ToLongFunction<NodeLoad> judge,
      Inventory inventory) {
    long[] byKind = new long[nodes.kinds()];
    int judged = 0;
    for (int i = 0; i < verdicts.length; i++) {
      int kind = nodes.kind(i);
      if (kind == judged) {
        byKind[judged++] = judge.applyAsLong(nodes.get(i));
      }
      verdicts[i] = byKind[kind];
    }
    // The others are looked at, too.
    inventory.spend(verdicts.length - judged);
  }

  private static boolean asksAlike(
      List<LabelSelector.Requirement> asked, AlikeElements<NodeLoad> nodes) {
    for (int i = 0; i < asked.size(); i++) {
      if (!nodes.areAlikeIn(asked.get(i).key())) {
        return false;
      }
    }
    return true;
  }
}
