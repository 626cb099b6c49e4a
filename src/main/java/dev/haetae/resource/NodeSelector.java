package dev.haetae.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node selector, compiled: terms that are ORed, requirements within one that are ANDed.
 *
 * <p>Mirrors {@code k8s.io/component-helpers/scheduling/corev1/nodeaffinity}: a term without any
 * requirement matches no node, and so does a selector without terms.
 *
 * @param terms any of which must match
 */
public record NodeSelector(List<Term> terms) {
  /** A selector that keeps its own copy of the list. */
  public NodeSelector {
    terms = List.copyOf(terms);
  }

  /**
   * One alternative.
   *
   * @param expressions on the node's labels
   * @param fields on the node's fields, of which the API knows {@code metadata.name} only
   */
  public record Term(
      List<LabelSelector.Requirement> expressions, List<LabelSelector.Requirement> fields) {
    /** A term that keeps its own copies of the lists. */
    public Term {
      expressions = List.copyOf(expressions);
      fields = List.copyOf(fields);
    }

    /** The term written at {@code view}. */
    public static Term of(ObjectView view) {
      return new Term(requirements(view, "matchExpressions"), requirements(view, "matchFields"));
    }

    private static List<LabelSelector.Requirement> requirements(ObjectView view, String field) {
      List<LabelSelector.Requirement> requirements = new ArrayList<>();
      for (ObjectView requirement : view.objects(field)) {
        requirements.add(LabelSelector.Requirement.of(requirement));
      }
      return requirements;
    }

    /** The largest number of comparisons that {@link #matches} makes. */
    public int size() {
      return 1 + expressions.size() + fields.size();
    }

    /** Returns whether a node of this name and these labels satisfies every requirement. */
    public boolean matches(String nodeName, Map<String, String> labels) {
      if (expressions.isEmpty() && fields.isEmpty()) {
        return false;
      }
      for (LabelSelector.Requirement requirement : expressions) {
        if (!requirement.matches(labels.get(requirement.key()))) {
          return false;
        }
      }
      for (LabelSelector.Requirement requirement : fields) {
        if (!requirement.key().equals("metadata.name") || !requirement.matches(nodeName)) {
          return false;
        }
      }
      return true;
    }
  }

  /** The selector at {@code view}: {@code nodeSelectorTerms}. */
  public static NodeSelector of(ObjectView view) {
    List<Term> terms = new ArrayList<>();
    for (ObjectView term : view.objects("nodeSelectorTerms")) {
      terms.add(Term.of(term));
    }
    return new NodeSelector(terms);
  }

  /** Returns whether any term matches a node of this name and these labels. */
  public boolean matches(String nodeName, Map<String, String> labels) {
    for (Term term : terms) {
      if (term.matches(nodeName, labels)) {
        return true;
      }
    }
    return false;
  }
}
