package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.LabelSelector.Operator;
import dev.haetae.resource.LabelSelector.Requirement;
import dev.haetae.resource.Node;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.PodView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that the pins of a pod take in: what its nodeSelector requires of the keys, and any of
 * the terms of its node affinity, each by what it requires of the keys and of the node's name. What
 * else is required narrows nothing that counts.
 */
final class NodeCover {
  private static final String NAME = "metadata.name";

  private final List<String> keys;
  private final List<Requirement> nodeSelector = new ArrayList<>(1);
  // Terms that only list values of one key, or names: asked for at once, however many they are.
  private final Map<String, Set<String>> listed = new HashMap<>();
  private final Set<NodeSelector.Term> others = new LinkedHashSet<>();
  private boolean takesAll = true;

  private NodeCover(List<String> keys) {
    this.keys = keys;
  }

  /**
   * Returns whether the pins of a pod take in every node, and one among them that the pod is not
   * meant for: then they pin nothing. Where each node is meant, there is nothing to leave out.
   *
   * @param keys the labels that pin
   * @param meant gives, once they take in a node, what tells those that the pod may be meant for
   */
  static boolean isTotal(
      PodView pod, List<String> keys, Inventory inventory, Supplier<Predicate<Node>> meant) {
    if (!inventory.isClosed()) {
      return false;
    }
    NodeCover cover = new NodeCover(keys);
    cover.read(pod);
    Predicate<Node> isMeant = null;
    boolean leavesNothingOut = false;
    for (Node node : inventory.nodes()) {
      inventory.spend(cover.others.size());
      if (!cover.takes(node)) {
        return false;
      }
      isMeant = isMeant == null ? meant.get() : isMeant;
      leavesNothingOut |= !isMeant.test(node);
    }
    return leavesNothingOut;
  }

  private void read(PodView pod) {
    pod.nodeSelector()
        .forEach((key, value) -> {
          if (keys.contains(key)) {
            nodeSelector.add(new Requirement(key, Operator.IN, List.of(value)));
          }
        });
    NodeSelector required = pod.requiredNodes();
    if (required != null && !required.terms().isEmpty()) {
      takesAll = false;
      required.terms().forEach(this::add);
    }
  }

  private void add(NodeSelector.Term term) {
    if (term.expressions().isEmpty() && term.fields().isEmpty()) {
      // It matches no node.
      return;
    }
    List<Requirement> expressions = ofKeys(term.expressions(), keys);
    List<Requirement> fields = ofKeys(term.fields(), List.of(NAME));
    int count = expressions.size() + fields.size();
    Requirement first =
        expressions.isEmpty()
            ? fields.isEmpty() ? null : fields.getFirst()
            : expressions.getFirst();
    if (first == null) {
      takesAll = true;
    } else if (count == 1 && first.operator() == Operator.IN) {
      listed.computeIfAbsent(first.key(), _ -> new HashSet<>()).addAll(first.values());
    } else {
      others.add(new NodeSelector.Term(expressions, fields));
    }
  }

  private static List<Requirement> ofKeys(List<Requirement> requirements, List<String> keys) {
    List<Requirement> found = new ArrayList<>(1);
    for (Requirement requirement : requirements) {
      if (keys.contains(requirement.key())) {
        found.add(requirement);
      }
    }
    return found;
  }

  private boolean takes(Node node) {
    for (Requirement requirement : nodeSelector) {
      if (!requirement.matches(node.labels().get(requirement.key()))) {
        return false;
      }
    }
    if (takesAll) {
      return true;
    }
    for (Map.Entry<String, Set<String>> values : listed.entrySet()) {
      String value = value(node, values.getKey());
      if (value != null && values.getValue().contains(value)) {
        return true;
      }
    }
    for (NodeSelector.Term term : others) {
      if (term.matches(node.name(), node.labels())) {
        return true;
      }
    }
    return false;
  }

  // No label has this name: it has no slash and no node carries it as one of keys.
  private static @Nullable String value(Node node, String key) {
    return key.equals(NAME) ? node.name() : node.labels().get(key);
  }
}
