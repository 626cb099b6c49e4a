package dev.haetae.engine;

import dev.haetae.policy.Policy;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodSpecPaths;
import dev.haetae.rule.Subjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Policies by the kinds they judge: built once, then only read. */
public final class PolicyTable {
  private final Map<GroupKind, Policy[]> byKind = new HashMap<>();
  private final Policy[] anyKind;
  private final List<Policy> policies;

  private PolicyTable(List<Policy> policies) {
    this.policies = policies;
    List<Policy> everything = new ArrayList<>();
    for (Policy policy : policies) {
      Subjects subjects = policy.rule().info().subjects();
      if (subjects.everything()) {
        everything.add(policy);
      }
      for (GroupKind kind : subjects.kinds()) {
        byKind.put(kind, of(policies, kind));
      }
    }
    for (GroupKind kind : PodSpecPaths.carriers()) {
      byKind.put(kind, of(policies, kind));
    }
    this.anyKind = everything.toArray(Policy[]::new);
  }

  /** The table of these policies, each name once; judged in the order of names. */
  public static PolicyTable of(Collection<Policy> policies) {
    return new PolicyTable(policies.stream().sorted(Comparator.comparing(Policy::name)).toList());
  }

  private static Policy[] of(List<Policy> policies, GroupKind kind) {
    return policies.stream()
        .filter(policy -> policy.rule().info().subjects().include(kind))
        .toArray(Policy[]::new);
  }

  /** The policies that judge a kind, in order of names; not to be changed. */
  Policy[] of(GroupKind kind) {
    return byKind.getOrDefault(kind, anyKind);
  }

  /** All policies, in order of names. */
  public List<Policy> policies() {
    return policies;
  }
}
