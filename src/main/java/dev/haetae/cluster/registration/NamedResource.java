package dev.haetae.cluster.registration;

import dev.haetae.policy.MatchConstraints.ResourceRule;
import dev.haetae.policy.Policy;
import dev.haetae.resource.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A resource that a policy with a rule of its own names, whether its kind is known here or not.
 *
 * @param versions {@code *} when any will do
 * @param resource the plural name, with a subresource if one is named
 */
record NamedResource(String group, List<String> versions, String resource) {
  private static final String ANY = "*";

  /** The resources that these policies name, but those that no webhook may be asked about. */
  static List<NamedResource> of(Stream<Policy> policies) {
    List<NamedResource> named = new ArrayList<>();
    policies
        .filter(Policy::bringsItsRule)
        .flatMap(policy -> policy.match().resourceRules().stream())
        .forEach(rule -> add(rule, named));
    return named;
  }

  // What stands for every group names none: of it the kinds that rules know are asked about.
  private static void add(ResourceRule rule, List<NamedResource> named) {
    List<String> versions =
        rule.versions().isEmpty() ? List.of(ANY) : List.copyOf(new TreeSet<>(rule.versions()));
    for (String group : new TreeSet<>(rule.groups())) {
      for (String resource : new TreeSet<>(rule.resources())) {
        NamedResource one = new NamedResource(group, versions, resource);
        if (!group.equals(ANY) && !one.isNever()) {
          named.add(one);
        }
      }
    }
  }

  private boolean isNever() {
    // Of any kind: what no webhook may be asked about are whole groups, and two kinds of the core.
    return WebhookPlan.isNever(new GroupKind(group, ""))
        || group.equals("events.k8s.io")
        || (group.isEmpty()
            && (resource.startsWith(ANY)
                || resource.startsWith("nodes")
                || resource.startsWith("events")));
  }

  /** These resources of a group without those that another covers, which the API server refuses. */
  static List<String> reduced(Set<String> resources) {
    return resources.stream()
        .filter(
            one -> resources.stream().noneMatch(other -> !other.equals(one) && covers(other, one)))
        .toList();
  }

  private static boolean covers(String pattern, String resource) {
    int slash = resource.indexOf('/');
    if (slash < 0) {
      return pattern.equals(ANY) || pattern.equals("*/*");
    }
    return pattern.equals("*/*")
        || pattern.equals(resource.substring(0, slash) + "/*")
        || pattern.equals(ANY + resource.substring(slash));
  }
}
