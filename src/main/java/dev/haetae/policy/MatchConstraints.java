package dev.haetae.policy;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Operation;
import dev.haetae.simulator.admission.request.ResourceNames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects a policy applies to; means what ValidatingAdmissionPolicy's field of the same name
 * means.
 *
 * @param namespaceSelector on the labels of the object's namespace
 * @param objectSelector on the labels of the object
 * @param excludeNamespaces names of namespaces it does not apply to
 * @param excludeAgents whether it does not apply to the namespaces of agents either
 * @param resourceRules if any, one of them must match
 * @param excludeResourceRules none of them may match
 */
public record MatchConstraints(
    LabelSelector namespaceSelector,
    LabelSelector objectSelector,
    Set<String> excludeNamespaces,
    boolean excludeAgents,
    List<ResourceRule> resourceRules,
    List<ResourceRule> excludeResourceRules) {
  /** The constraints of a policy that applies to everything. */
  public static final MatchConstraints EVERYTHING =
      new MatchConstraints(
          LabelSelector.EVERYTHING,
          LabelSelector.EVERYTHING,
          Set.of(),
          false,
          List.of(),
          List.of());

  private static final String ANY = "*";

  /** Constraints that keep their own copies. */
  public MatchConstraints {
    excludeNamespaces = Set.copyOf(excludeNamespaces);
    resourceRules = List.copyOf(resourceRules);
    excludeResourceRules = List.copyOf(excludeResourceRules);
  }

  /** A result says whether a policy applies. */
  public enum Result {
    /** The policy applies. */
    YES,
    /** The policy does not apply. */
    NO,
    /** The labels of the namespace decide, and are not known. */
    UNKNOWN
  }

  /**
   * A resource rule selects resources and operations; an empty list, like {@code *}, stands for
   * all.
   *
   * @param groups API groups
   * @param versions API versions
   * @param resources plural names: {@code pods}, {@code pods/resize}, {@code pods/*}
   * @param operations CREATE, UPDATE
   * @param names of objects
   */
  public record ResourceRule(
      Set<String> groups,
      Set<String> versions,
      Set<String> resources,
      Set<String> operations,
      Set<String> names) {
    /** A rule that keeps its own copies. */
    public ResourceRule {
      groups = Set.copyOf(groups);
      versions = Set.copyOf(versions);
      resources = Set.copyOf(resources);
      operations = Set.copyOf(operations);
      names = Set.copyOf(names);
    }

    boolean matches(Resource resource, Operation operation, String subresource) {
      String apiVersion = resource.apiVersion();
      return in(groups, resource.groupKind().group())
          && in(versions, apiVersion.substring(apiVersion.indexOf('/') + 1))
          && in(operations, operation.name())
          && in(names, resource.name())
          && matchesResource(resource(resource.groupKind(), subresource), subresource);
    }

    private boolean matchesResource(String plural, String subresource) {
      return resources.isEmpty() || ResourcePatterns.match(resources, plural, subresource);
    }

    // A Binding that is made at the pod is one of its subresources.
    private static String resource(GroupKind kind, String subresource) {
      return ResourceNames.plural(
          kind.equals(GroupKind.BINDING) && subresource.equals("binding") ? GroupKind.POD : kind);
    }

    private static boolean in(Set<String> set, String value) {
      return set.isEmpty() || set.contains(ANY) || set.contains(value);
    }
  }

  /** The same constraints, with the namespaces of agents among those that are excluded by name. */
  public MatchConstraints naming(AgentNamespaces agents) {
    if (!excludeAgents) {
      return this;
    }
    Set<String> excluded = new HashSet<>(excludeNamespaces);
    excluded.addAll(agents.names());
    return new MatchConstraints(
        namespaceSelector, objectSelector, excluded, true, resourceRules, excludeResourceRules);
  }

  /**
   * Returns whether the policy applies to {@code resource}; of agents it knows the namespaces that
   * {@link #naming} has given it.
   */
  public Result matches(
      Resource resource, Operation operation, String subresource, Inventory inventory) {
    if (excludeNamespaces.contains(resource.namespace())
        || !anyMatches(resourceRules, resource, operation, subresource, true)
        || anyMatches(excludeResourceRules, resource, operation, subresource, false)
        || (!objectSelector.requirements().isEmpty()
            && !objectSelector.matches(resource.labels()))) {
      return Result.NO;
    }
    return matchesNamespace(resource, inventory);
  }

  private static boolean anyMatches(
      List<ResourceRule> rules,
      Resource resource,
      Operation operation,
      String subresource,
      boolean none) {
    for (ResourceRule rule : rules) {
      if (rule.matches(resource, operation, subresource)) {
        return true;
      }
    }
    return none && rules.isEmpty();
  }

  private Result matchesNamespace(Resource resource, Inventory inventory) {
    if (namespaceSelector.requirements().isEmpty()) {
      return Result.YES;
    }
    if (resource.namespace().isEmpty()) {
      // As in Kubernetes: a Namespace is selected by its own labels, other cluster objects always.
      return !resource.groupKind().equals(GroupKind.NAMESPACE)
              || namespaceSelector.matches(resource.labels())
          ? Result.YES
          : Result.NO;
    }
    try {
      Map<String, String> labels = inventory.namespaceLabels(resource.namespace());
      if (labels != null) {
        return namespaceSelector.matches(labels) ? Result.YES : Result.NO;
      }
    } catch (UnreadableObjectException e) {
      // As good as labels that are not in the input: their name is all that is known.
    }
    return matchesByName(resource.namespace());
  }

  // The API server puts its name on every namespace as a label; that much is known of all.
  private Result matchesByName(String namespace) {
    Result result = Result.YES;
    for (LabelSelector.Requirement requirement : namespaceSelector.requirements()) {
      if (!requirement.key().equals("kubernetes.io/metadata.name")) {
        result = Result.UNKNOWN;
      } else if (!requirement.matches(namespace)) {
        return Result.NO;
      }
    }
    return result;
  }
}
