package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Node;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Findings;

/**
 * Whether the nodes that a pod is pinned to exist.
 *
 * <p>Where only some nodes are known, or an inventory was saved without any, that none matches is
 * undecided; where nothing is known of nodes in an open world, nothing is said.
 */
final class NodeMatch {
  private static final int LONGEST = 70;

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
          "whether a node matches is not known: no Node is known at all");
    } else if (inventory.isClosed()) {
      findings.violation(
          GpuNodeAffinity.MATCHES_NO_NODE,
          path,
          "no node matches " + pinned(pod) + "; nodes are " + names(inventory),
          "pin the pod to nodes that exist: see kubectl get nodes --show-labels");
    } else {
      findings.undecided(
          GpuNodeAffinity.MATCHES_NO_NODE,
          path,
          "no known node matches " + pinned(pod) + "; known are " + names(inventory));
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

  private static String pinned(PodView pod) {
    StringBuilder out = new StringBuilder();
    for (NodeTerm term : NodeTerm.of(pod)) {
      if (out.length() > LONGEST) {
        break;
      }
      out.append(out.isEmpty() ? "" : " or ").append(term.describe());
    }
    pod.nodeSelector()
        .forEach((key, value) -> out.append(out.isEmpty() ? "" : ", ").append(key + '=' + value));
    return '"' + Text.shorten(out.toString(), LONGEST) + '"';
  }

  private static String names(Inventory inventory) {
    StringBuilder out = new StringBuilder();
    for (Node node : inventory.nodes()) {
      if (out.length() > 25) {
        return out.append(", …").toString();
      }
      out.append(out.isEmpty() ? "" : ", ").append(Text.shorten(node.name(), 30));
    }
    return out.toString();
  }
}
