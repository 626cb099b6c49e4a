package dev.haetae.simulator.scheduling;

import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Node;
import dev.haetae.resource.NodeSelector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes that a pod's nodeSelector and required node affinity point at. */
final class NodeSelection {
  private NodeSelection() {}

  /** Returns how many comparisons it takes at most; 0 when all nodes are pointed at. */
  static long length(PodDemand pod) {
    long length = pod.nodeSelector().size();
    if (pod.affinity() != null) {
      for (NodeSelector.Term term : pod.affinity().terms()) {
        length += term.size();
      }
    }
    return length;
  }

  /** Returns whether a node is one of them. */
  static boolean selects(PodDemand pod, Node node) {
    List<LabelSelector.Requirement> selector = pod.nodeSelector();
    for (int i = 0; i < selector.size(); i++) {
      if (!selector.get(i).matches(node.labels().get(selector.get(i).key()))) {
        return false;
      }
    }
    return pod.affinity() == null || pod.affinity().matches(node.name(), node.labels());
  }

  /** The names in every term's matchFields; null when a term does not name its nodes. */
  static @Nullable Set<String> named(NodeSelector affinity) {
    if (affinity.terms().isEmpty()) {
      return null;
    }
    Set<String> names = new HashSet<>();
    for (NodeSelector.Term term : affinity.terms()) {
      Set<String> common = null;
      for (LabelSelector.Requirement field : term.fields()) {
        if (field.key().equals("metadata.name") && field.operator() == LabelSelector.Operator.IN) {
          if (common == null) {
            common = new HashSet<>(field.values());
          } else {
            common.retainAll(field.values());
          }
        }
      }
      if (common == null) {
        return null;
      }
      names.addAll(common);
    }
    return names;
  }
}
