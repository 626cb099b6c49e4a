package dev.haetae.cluster.registration;

import dev.haetae.policy.MatchConstraints.ResourceRule;
import dev.haetae.policy.Policy;
import dev.haetae.resource.GroupKind;
import java.util.ArrayList;
import java.util.List;
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

  // What stands for every resource names none: of it the kinds that rules know are asked about.
  private static void add(ResourceRule rule, List<NamedResource> named) {
    List<String> versions =
        rule.versions().isEmpty() ? List.of(ANY) : List.copyOf(new TreeSet<>(rule.versions()));
    for (String group : new TreeSet<>(rule.groups())) {
      for (String resource : new TreeSet<>(rule.resources())) {
        NamedResource one = new NamedResource(group, versions, resource);
        if (!group.equals(ANY) && resource.indexOf('*') < 0 && !one.isNever()) {
          named.add(one);
        }
      }
    }
  }

  private boolean isNever() {
    // Of any kind: what no webhook may be asked about are whole groups, and two kinds of the core.
    return WebhookPlan.isNever(new GroupKind(group, ""))
        || (group.isEmpty() && (resource.startsWith("nodes") || resource.startsWith("events")));
  }
}
