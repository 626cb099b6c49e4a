package dev.haetae.policy.admission;

import dev.haetae.resource.LabelSelector;
import java.util.List;
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
  }
}
