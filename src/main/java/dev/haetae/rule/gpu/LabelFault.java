package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.LabelSelector.Operator;
import dev.haetae.resource.LabelSelector.Requirement;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Node;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.schema.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one label that alone keeps a pod off every node: no node has it, or none with a value that
 * the pod asks for.
 *
 * @param path where the pod asks for it
 * @param sentence who has which, and what might be meant
 */
record LabelFault(Path path, Sentence sentence) {
  // Of labels and of their values; what is longer is no slip of the pen.
  private static final int LONGEST_NAME = 253;

  // Of the alternatives of an affinity, each of which must have a fault.
  private static final int MOST_TERMS = 8;

  // Of the values that may be a slip of the pen.
  private static final int MOST_NAMES = 8;

  // Steps that it costs to tell how near two names are.
  private static final long COMPARISON = 64;

  private static final String PRODUCT = "nvidia.com/gpu.product";

  /** The remedy where no value is near. */
  static final String INSTEAD = "write a value that nodes have";

  /**
   * Finds the label, in a world that knows all nodes.
   *
   * @return null where there are none, or where it takes several labels to rule them all out
   */
  static @Nullable LabelFault of(PodView pod, Inventory inventory) {
    if (!inventory.isClosed() || inventory.nodes().isEmpty()) {
      return null;
    }
    ObjectView selector = pod.placing("nodeSelector").object("nodeSelector");
    for (Map.Entry<String, String> label : pod.nodeSelector().entrySet()) {
      Requirement wanted = new Requirement(label.getKey(), Operator.IN, List.of(label.getValue()));
      if (isOfNone(wanted, inventory)) {
        Path path = selector.path(label.getKey());
        return new LabelFault(
            path, say(wanted, label.getKey() + '=' + label.getValue(), inventory));
      }
    }
    return ofTerms(NodeTerm.of(pod), inventory);
  }

  // The terms are alternatives: one that some node satisfies label by label is no fault.
  private static @Nullable LabelFault ofTerms(List<NodeTerm> terms, Inventory inventory) {
    LabelFault first = null;
    for (NodeTerm term : terms) {
      LabelFault fault = terms.size() > MOST_TERMS ? null : ofTerm(term, inventory);
      if (fault == null) {
        return null;
      }
      first = first == null ? fault : first;
    }
    return first;
  }

  private static @Nullable LabelFault ofTerm(NodeTerm term, Inventory inventory) {
    List<Requirement> requirements = requirements(term);
    List<ObjectView> written = term.view().objects("matchExpressions");
    for (int i = 0; i < requirements.size(); i++) {
      Requirement wanted = requirements.get(i);
      boolean asks = wanted.operator() == Operator.IN || wanted.operator() == Operator.EXISTS;
      if (asks && isOfNone(wanted, inventory)) {
        boolean hasValues = wanted.operator() == Operator.IN && isKnown(wanted.key(), inventory);
        Path path = written.get(i).path(hasValues ? "values" : "key");
        return new LabelFault(
            path, say(wanted, NodeTerm.describe(written.get(i)).message(), inventory));
      }
    }
    return null;
  }

  // None of a term that cannot be read, which other rules tell of.
  private static List<Requirement> requirements(NodeTerm term) {
    try {
      return NodeSelector.Term.of(term.view()).expressions();
    } catch (MalformedResourceException _) {
      return List.of();
    }
  }

  private static boolean isOfNone(Requirement wanted, Inventory inventory) {
    return none(inventory, node -> wanted.matches(node.labels().get(wanted.key())));
  }

  private static boolean isKnown(String label, Inventory inventory) {
    return !none(inventory, node -> node.labels().containsKey(label));
  }

  private static boolean none(Inventory inventory, Predicate<Node> has) {
    for (Node node : inventory.nodes()) {
      if (has.test(node)) {
        return false;
      }
    }
    return true;
  }

  private static Sentence say(Requirement wanted, String asked, Inventory inventory) {
    Sentence sentence = Sentence.of("no node matches %q: ", asked);
    SortedMap<String, SortedSet<String>> labels = labels(inventory);
    SortedSet<String> values = labels.get(wanted.key());
    if (values == null) {
      Sentence none = sentence.then("none has the label %q", wanted.key());
      Optional<String> near = nearest(wanted.key(), labels.keySet(), inventory);
      SortedSet<String> products = labels.get(PRODUCT);
      return near.isEmpty() && products != null
          ? none.instead(
              "pin the pod by a label that nodes have, such as %s: %s", PRODUCT, products)
          : none.didYouMean(
              near, "pin the pod by a label that nodes have: see kubectl get nodes --show-labels");
    }
    return sentence
        .then("the values of %s are %s", wanted.key(), values)
        .didYouMean(nearestOfAny(wanted.values(), values, inventory), INSTEAD);
  }

  private static SortedMap<String, SortedSet<String>> labels(Inventory inventory) {
    SortedMap<String, SortedSet<String>> labels = new TreeMap<>();
    for (Node node : inventory.nodes()) {
      inventory.spend(node.labels().size());
      node.labels()
          .forEach((key, value) -> labels.computeIfAbsent(key, _ -> new TreeSet<>()).add(value));
    }
    return labels;
  }

  /** The nearest of the names that nodes have to the first of these that is near to any. */
  static Optional<String> nearestOfAny(
      List<String> names, Collection<String> known, Inventory inventory) {
    for (String name : names.subList(0, Math.min(names.size(), MOST_NAMES))) {
      Optional<String> nearest = nearest(name, known, inventory);
      if (nearest.isPresent()) {
        return nearest;
      }
    }
    return Optional.empty();
  }

  /** The nearest of the names that nodes have; none of a name that is too long to be one. */
  static Optional<String> nearest(String name, Collection<String> known, Inventory inventory) {
    if (name.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    inventory.spend(COMPARISON * known.size());
    return Suggestions.nearest(name, known);
  }
}
