package dev.haetae.rule.gpu;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the alternatives of a required node affinity.
 *
 * @param view the element of {@code nodeSelectorTerms}
 */
record NodeTerm(ObjectView view) {
  // Who has written more of them knows which term is meant.
  private static final int MOST_SHOWN = 4;

  /** The terms of a pod's required node affinity, in order; none when it has none. */
  static List<NodeTerm> of(PodView pod) {
    List<ObjectView> views = pod.requiredNodeAffinity().objects("nodeSelectorTerms");
    if (views.isEmpty()) {
      return List.of();
    }
    List<NodeTerm> terms = new ArrayList<>(views.size());
    for (ObjectView view : views) {
      terms.add(new NodeTerm(view));
    }
    return terms;
  }

  /** Returns whether it narrows the nodes by one of {@code keys}, or to one by its name. */
  boolean narrows(List<String> keys) {
    for (ObjectView expression : view.objects("matchExpressions")) {
      if (keys.contains(expression.text("key")) && narrows(expression)) {
        return true;
      }
    }
    for (ObjectView field : view.objects("matchFields")) {
      if (field.text("key").equals("metadata.name") && isIn(field)) {
        return true;
      }
    }
    return false;
  }

  // NotIn and DoesNotExist leave every node that lacks the label; each has its hostname.
  private static boolean narrows(ObjectView expression) {
    return switch (expression.text("operator")) {
      case "In" -> isIn(expression);
      case "Gt", "Lt" -> true;
      case "Exists" -> !expression.text("key").equals(NodeAffinityRepair.HOSTNAME);
      default -> false;
    };
  }

  private static boolean isIn(ObjectView requirement) {
    return requirement.text("operator").equals("In") && requirement.array("values").size() > 0;
  }

  /** Returns whether it has no requirement, and so matches no node. */
  boolean isEmpty() {
    return view.array("matchExpressions").size() == 0 && view.array("matchFields").size() == 0;
  }

  /** Returns where the term stands. */
  Path path() {
    return view.path();
  }

  /** The term as one reads it, as far as anybody reads: {@code zone In [b] and disk Exists}. */
  Sentence describe() {
    Sentence term = Sentence.of(isEmpty() ? "{}" : "");
    int shown = 0;
    for (String field : List.of("matchExpressions", "matchFields")) {
      for (ObjectView requirement : view.objects(field)) {
        if (shown == MOST_SHOWN) {
          return term.then(" and …");
        }
        term.then(shown++ == 0 ? "" : " and ");
        describe(requirement, term);
      }
    }
    return term;
  }

  /** A requirement as one reads it: {@code zone In [b]}. */
  static Sentence describe(ObjectView requirement) {
    return describe(requirement, Sentence.of(""));
  }

  private static Sentence describe(ObjectView requirement, Sentence to) {
    to.then("%s %s", requirement.text("key"), requirement.text("operator"));
    return requirement.array("values").size() > 0
        ? to.then(" [%s]", requirement.texts("values"))
        : to;
  }
}
