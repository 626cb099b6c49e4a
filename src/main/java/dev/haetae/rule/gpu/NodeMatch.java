package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Node;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
    if ((noneKnown && !inventory.isClosed()) || anyMatches(pod, inventory, _ -> true)) {
      return;
    }
    if (noneKnown) {
      findings.undecided(
          GpuNodeAffinity.MATCHES_NO_NODE,
          path(pod),
          Sentence.of("whether a node matches is not known: no Node is known at all"));
    } else if (inventory.isClosed()) {
      report(pod, inventory, findings);
    } else {
      findings.undecided(
          GpuNodeAffinity.MATCHES_NO_NODE,
          path(pod),
          Sentence.of("no known node matches %q; known are %s", pinned(pod), names(inventory)));
    }
  }

  /**
   * Reports a pod whose affinity and nodeSelector no node satisfies that it could be pinned to:
   * then no pin helps.
   *
   * @param hostnames that it would be pinned to; none where that is not known
   * @return whether it is such a pod
   */
  static boolean isFutile(
      PodView pod, Collection<String> hostnames, Inventory inventory, Findings findings) {
    boolean restricts = !NodeTerm.of(pod).isEmpty() || !pod.nodeSelector().isEmpty();
    if (!restricts || !inventory.isClosed() || inventory.nodes().isEmpty()) {
      return false;
    }
    Set<String> pins = new HashSet<>(hostnames);
    // A pool may name nodes that are yet to come.
    boolean areNodes = pins.isEmpty();
    for (Node node : inventory.nodes()) {
      areNodes |= isOf(pins, node);
    }
    if (!areNodes || isUnreadable(pod)) {
      return false;
    }
    boolean futile = !anyMatches(pod, inventory, node -> pins.isEmpty() || isOf(pins, node));
    if (futile) {
      report(pod, inventory, findings);
    }
    return futile;
  }

  private static boolean isOf(Set<String> hostnames, Node node) {
    String hostname = node.labels().get(NodeAffinityRepair.HOSTNAME);
    return hostname != null && hostnames.contains(hostname);
  }

  // Other rules say what is wrong with it.
  private static boolean isUnreadable(PodView pod) {
    try {
      var _ = pod.requiredNodes();
      return false;
    } catch (MalformedResourceException _) {
      return true;
    }
  }

  private static void report(PodView pod, Inventory inventory, Findings findings) {
    LabelFault fault = fault(pod, inventory);
    findings.violation(GpuNodeAffinity.MATCHES_NO_NODE, fault.path(), fault.sentence());
  }

  /**
   * Returns what keeps a pod off every node by its affinity and nodeSelector, in a world that knows
   * all nodes; null when they leave one.
   */
  static @Nullable LabelFault faultOrNull(PodView pod, Inventory inventory) {
    boolean known = inventory.isClosed() && !inventory.nodes().isEmpty();
    return !known || isUnreadable(pod) || anyMatches(pod, inventory, _ -> true)
        ? null
        : fault(pod, inventory);
  }

  private static LabelFault fault(PodView pod, Inventory inventory) {
    LabelFault fault = LabelFault.of(pod, inventory);
    if (fault != null) {
      return fault;
    }
    boolean some = anyMatches(pod, inventory, _ -> true);
    return new LabelFault(
        path(pod),
        Sentence.of(some ? "no node with the GPUs matches %q" : "no node matches %q", pinned(pod))
            .then("; nodes are %s", names(inventory))
            .instead("pin the pod to nodes that exist: see kubectl get nodes --show-labels"));
  }

  private static Path path(PodView pod) {
    return hasTerms(pod) ? pod.requiredNodeAffinity().path() : pod.spec().path("nodeSelector");
  }

  private static boolean hasTerms(PodView pod) {
    return pod.requiredNodeAffinity().has("nodeSelectorTerms");
  }

  private static boolean anyMatches(PodView pod, Inventory inventory, Predicate<Node> among) {
    NodeSelector required = hasTerms(pod) ? pod.requiredNodes() : null;
    LabelSelector nodeSelector = LabelSelector.ofLabels(pod.nodeSelector());
    for (Node node : inventory.nodes()) {
      if (among.test(node)
          && nodeSelector.matches(node.labels())
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
