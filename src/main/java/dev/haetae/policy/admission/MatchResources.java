package dev.haetae.policy.admission;

import dev.haetae.policy.ResourcePatterns;
import dev.haetae.resource.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The requests that a policy or a binding is for.
 *
 * @param namespaceSelector on the labels of the request's namespace
 * @param objectSelector on the labels of the object or of the old one
 * @param resourceRules one must match; of a binding, none at all stands for any
 * @param excludeResourceRules none may match
 * @param equivalent whether a request for another version of the same resource is matched too
 */
public record MatchResources(
    LabelSelector namespaceSelector,
    LabelSelector objectSelector,
    List<Rule> resourceRules,
    List<Rule> excludeResourceRules,
    boolean equivalent) {
  /** Any request. */
  public static final MatchResources ANY =
      new MatchResources(
          LabelSelector.EVERYTHING, LabelSelector.EVERYTHING, List.of(), List.of(), true);

  /** The requests, with copies of its own. */
  public MatchResources {
    resourceRules = List.copyOf(resourceRules);
    excludeResourceRules = List.copyOf(excludeResourceRules);
  }

  /**
   * Returns whether a request is matched: no exclusion matches, a rule and both selectors do.
   *
   * <p>Mirrors {@code apiserver/pkg/admission/plugin/policy/matching/matching.go}, and {@code
   * generic/plugin.go} beside it: policies themselves and reviews of rights are never matched.
   *
   * @param equivalents the resources that are served in several versions
   */
  public Match matches(MatchSubject subject, Equivalents equivalents) {
    Match.Result namespace = matchesNamespace(subject);
    if (subject.isExempt()
        || namespace == Match.Result.NO
        || !matchesObject(subject)
        || matchesRules(excludeResourceRules, subject, equivalents).result() != Match.Result.NO) {
      return Match.NO;
    }
    Match match =
        resourceRules.isEmpty() ? Match.YES : matchesRules(resourceRules, subject, equivalents);
    return match.result() == Match.Result.NO || namespace == Match.Result.YES
        ? match
        : match.unknown();
  }

  private Match matchesRules(List<Rule> rules, MatchSubject subject, Equivalents equivalents) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.matches(subject, subject.group(), subject.version(), subject.resource())) {
        return Match.YES;
      }
    }
    List<Match.Equivalent> others =
        equivalent && !rules.isEmpty() ? equivalents.of(subject) : List.of();
    if (others.isEmpty()) {
      return Match.NO;
    }
    for (Rule rule : rules) {
      for (Match.Equivalent other : others) {
        if (rule.matches(subject, other.group(), other.version(), other.resource())) {
          return new Match(Match.Result.YES, Equivalents.of(other, subject));
        }
      }
    }
    return Match.NO;
  }

  private boolean matchesObject(MatchSubject subject) {
    if (objectSelector.requirements().isEmpty()) {
      return true;
    }
    Map<String, String> labels = subject.labels();
    Map<String, String> oldLabels = subject.oldLabels();
    return (labels != null && objectSelector.matches(labels))
        || (oldLabels != null && objectSelector.matches(oldLabels));
  }

  private Match.Result matchesNamespace(MatchSubject subject) {
    if (namespaceSelector.requirements().isEmpty()
        || (subject.namespace().isEmpty() && !subject.isNamespace())) {
      return Match.Result.YES;
    }
    Map<String, String> labels =
        subject.isNewNamespace() ? subject.labels() : subject.namespaceLabels();
    if (labels != null) {
      return namespaceSelector.matches(labels) ? Match.Result.YES : Match.Result.NO;
    }
    return matchesName(subject.namespace().isEmpty() ? subject.name() : subject.namespace());
  }

  // The API server puts its name on every namespace as a label; that much is known of all.
  private Match.Result matchesName(String namespace) {
    Match.Result result = Match.Result.YES;
    for (LabelSelector.Requirement requirement : namespaceSelector.requirements()) {
      if (!requirement.key().equals("kubernetes.io/metadata.name")) {
        result = Match.Result.UNKNOWN;
      } else if (!requirement.matches(namespace)) {
        return Match.Result.NO;
      }
    }
    return result;
  }

  /**
   * A rule selects operations on resources.
   *
   * @param names of objects; any when empty
   * @param operations such as {@code CREATE}, or {@code *}
   * @param groups API groups, or {@code *}
   * @param versions API versions, or {@code *}
   * @param resources plural names, with subresources: {@code pods}, {@code pods/*}
   * @param scope {@code Cluster}, {@code Namespaced} or {@code *}
   */
  public record Rule(
      Set<String> names,
      Set<String> operations,
      Set<String> groups,
      Set<String> versions,
      Set<String> resources,
      String scope) {
    /** A rule that keeps its own copies. */
    public Rule {
      names = Set.copyOf(names);
      operations = Set.copyOf(operations);
      groups = Set.copyOf(groups);
      versions = Set.copyOf(versions);
      resources = Set.copyOf(resources);
    }

    // Group, version and resource may be others than the request's: an equivalent's.
    boolean matches(MatchSubject subject, String group, String version, String resource) {
      return isIn(operations, subject.operation())
          && isIn(groups, group)
          && isIn(versions, version)
          && ResourcePatterns.match(resources, resource, subject.subresource())
          && (names.isEmpty() || names.contains(subject.name()))
          && matchesScope(subject);
    }

    private boolean matchesScope(MatchSubject subject) {
      return switch (scope) {
        case "Cluster" -> subject.isClusterScoped();
        case "Namespaced" -> !subject.isClusterScoped();
        default -> true;
      };
    }

    private static boolean isIn(Set<String> words, String word) {
      return words.contains(word) || words.contains("*");
    }
  }
}
