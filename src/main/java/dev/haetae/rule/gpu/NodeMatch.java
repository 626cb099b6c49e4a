package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Node;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import java.util.Map;

/**
 * A check that a node exists to which a pod is pinned.
 *
 * <p>Where only some nodes are known, or an inventory was saved without any, that none matches is
 * undecided; where nothing is known of nodes in an open world, nothing is said.
 */
final class NodeMatch {
  // Of the alternatives of an affinity, and of the labels of a nodeSelector.
  private static final int MOST_SHOWN = 4;

  private NodeMatch() {}

  /** Reports a pod whose affinity and nodeSelector no node satisfies. */
  static void check(PodView pod, Inventory inventory, Findings findings) {
    boolean noneKnown = inventory.nodes().isEmpty();
    if ((noneKnown && !inventory.isClosed()) || anyMatches(pod, inventory)) {
      return;
    }
    Path path = hasTerms(pod) ? pod.requiredNodeAffinity().path() : pod.spec().path("nodeSelector");
    if (noneKnown) {
      findings.undecided(
          GpuNodeAffinity.MATCHES_NO_NODE,
          path,
          Sentence.of("whether a node matches is not known: no Node is known at all"));
    } else if (inventory.isClosed()) {
      findings.violation(
          GpuNodeAffinity.MATCHES_NO_NODE,
          path,
          Sentence.of("no node matches %q; nodes are %s", pinned(pod), names(inventory))
              .instead("pin the pod to nodes that exist: see kubectl get nodes --show-labels"));
    } else {
      findings.undecided(
          GpuNodeAffinity.MATCHES_NO_NODE,
          path,
          Sentence.of("no known node matches %q; known are %s", pinned(pod), names(inventory)));
    }
  }

  private static boolean hasTerms(PodView pod) {
    return pod.requiredNodeAffinity().has("nodeSelectorTerms");
  }

  private static boolean anyMatches(PodView pod, Inventory inventory) {
    NodeSelector required = hasTerms(pod) ? pod.requiredNodes() : null;
    LabelSelector nodeSelector = LabelSelector.ofLabels(pod.nodeSelector());
    for (Node node : inventory.nodes()) {
      if (nodeSelector.matches(node.labels())
          && (required == null || matches(required, node, inventory))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(NodeSelector required, Node node, Inventory inventory) {
    for (NodeSelector.Term term : required.terms()) {
      inventory.spend(term.size());
      if (term.matches(node.name(), node.labels())) {
        return true;
      }
    }
    return false;
  }

  private static Sentence pinned(PodView pod) {
    Sentence pinned = Sentence.of("");
    int shown = 0;
    for (NodeTerm term : NodeTerm.of(pod)) {
      if (shown == MOST_SHOWN) {
        return pinned.then(" or …");
      }
      pinned.then(shown++ == 0 ? "%s" : " or %s", term.describe());
    }
    for (Map.Entry<String, String> label : pod.nodeSelector().entrySet()) {
      if (shown == MOST_SHOWN) {
        return pinned.then(", …");
      }
      pinned.then(shown++ == 0 ? "%s=%s" : ", %s=%s", label.getKey(), label.getValue());
    }
    return pinned;
  }

  private static Iterable<String> names(Inventory inventory) {
    return () -> inventory.nodes().stream().map(Node::name).iterator();
  }
}
