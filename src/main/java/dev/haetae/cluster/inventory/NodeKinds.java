package dev.haetae.cluster.inventory;

import dev.haetae.inventory.UnknownLabels;
import dev.haetae.resource.Node;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Taint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kinds of nodes, by what they have in common: all but the name, and the labels of which there
 * are about as many values as nodes, such as {@code kubernetes.io/hostname}.
 *
 * <p>For one thread at a time.
 */
final class NodeKinds {
  // A label with more values tells nodes apart rather than kinds of them.
  private static final int MOST_VALUES = 32;

  /** What the nodes of a kind have in common. */
  static final class Kind {
    private final Map<String, String> labels;
    private final boolean unschedulable;
    private final List<Taint> taints;
    private final Map<String, Quantity> allocatable;
    private final int hash;

    private Kind(Node node, Map<String, String> labels) {
      this.labels = labels;
      this.unschedulable = node.unschedulable();
      this.taints = node.taints();
      this.allocatable = node.allocatable();
      this.hash = 31 * (31 * labels.hashCode() + taints.hashCode()) + allocatable.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Kind that
          && that.hash == hash
          && that.unschedulable == unschedulable
          && that.labels.equals(labels)
          && that.taints.equals(taints)
          && that.allocatable.equals(allocatable);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final Map<Kind, Kind> known = new HashMap<>();
  private Set<String> ownLabels = Set.of();
  private int counted;
  // How many kinds there were at the last time, and when they were last numbered.
  private int countedKinds;
  private int numberedKinds;

  /** The labels in which nodes of a kind may differ. */
  Set<String> ownLabels() {
    return ownLabels;
  }

  /**
   * Counts the values of labels anew where there are many more nodes than at the last time, or
   * fewer, or many more kinds, as when each node has got a label of its own.
   *
   * @return whether the kinds given out before count no more
   */
  boolean count(Iterable<Node> nodes, int number) {
    boolean split = numberedKinds > 2 * countedKinds + MOST_VALUES;
    if (number <= 2 * counted && 2 * number >= counted && !split) {
      return false;
    }
    counted = number;
    // Known once they are numbered.
    countedKinds = 0;
    Map<String, Set<String>> values = new HashMap<>();
    Set<String> own = new HashSet<>();
    for (Node node : nodes) {
      if (!(node.labels() instanceof UnknownLabels)) {
        node.labels()
            .forEach((label, value) -> {
              Set<String> seen = values.computeIfAbsent(label, _ -> new HashSet<>());
              if (seen.size() <= MOST_VALUES && seen.add(value) && seen.size() > MOST_VALUES) {
                own.add(label);
              }
            });
      }
    }
    ownLabels = Set.copyOf(own);
    known.clear();
    return true;
  }

  /** The kind of a node: the same object for all nodes of the kind. */
  Kind of(Node node) {
    // Labels that are not known are like no others, those of one kind least of all.
    if (node.labels() instanceof UnknownLabels) {
      return new Kind(node, node.labels());
    }
    Map<String, String> common = LinkedHashMap.newLinkedHashMap(node.labels().size());
    node.labels()
        .forEach((label, value) -> {
          if (!ownLabels.contains(label)) {
            common.put(label, value);
          }
        });
    Kind kind = new Kind(node, common);
    return known.computeIfAbsent(kind, _ -> kind);
  }

  /** Numbers these kinds in the order in which they first come, and forgets all others. */
  int[] numbered(List<Kind> kinds) {
    IdentityHashMap<Kind, Integer> numbers = new IdentityHashMap<>();
    int[] numbered = new int[kinds.size()];
    for (int i = 0; i < numbered.length; i++) {
      Integer next = numbers.size();
      Integer number = numbers.putIfAbsent(kinds.get(i), next);
      numbered[i] = number == null ? next : number;
    }
    known.values().retainAll(numbers.keySet());
    numberedKinds = numbers.size();
    if (countedKinds == 0) {
      countedKinds = numberedKinds;
    }
    return numbered;
  }
}
