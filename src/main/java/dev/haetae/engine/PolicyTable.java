package dev.haetae.engine;

import dev.haetae.policy.Policy;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodSpecPaths;
import dev.haetae.rule.Action;
import dev.haetae.rule.Subjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Policies by the kinds they judge: built once, then only read.
 *
 * <p>A table has parts, for webhooks that are registered apart: those of its policies that refuse,
 * and the others.
 */
public final class PolicyTable {
  /** Some of a table's policies. */
  public enum Part {
    /** All of them. */
    ALL,
    /** Those whose actions include Deny. */
    DENY,
    /** The others, which only advise. */
    ADVICE;

    /** Whether {@code policy} belongs to it. */
    public boolean includes(Policy policy) {
      return this == ALL || policy.actions().contains(Action.DENY) == (this == DENY);
    }
  }

  private final Map<GroupKind, Policy[]> byKind = new HashMap<>();
  private final Policy[] anyKind;
  private final List<Policy> policies;
  private final PolicyTable deny;
  private final PolicyTable advice;

  // A part has no parts of its own.
  private PolicyTable(List<Policy> all, Part part) {
    this.policies = all.stream().filter(part::includes).toList();
    this.deny = part == Part.ALL ? new PolicyTable(all, Part.DENY) : this;
    this.advice = part == Part.ALL ? new PolicyTable(all, Part.ADVICE) : this;
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
    return new PolicyTable(
        policies.stream().sorted(Comparator.comparing(Policy::name)).toList(), Part.ALL);
  }

  private static Policy[] of(List<Policy> policies, GroupKind kind) {
    return policies.stream()
        .filter(policy -> policy.rule().info().subjects().include(kind))
        .toArray(Policy[]::new);
  }

  /** This table, or one of its parts. */
  PolicyTable part(Part part) {
    return switch (part) {
      case ALL -> this;
      case DENY -> deny;
      case ADVICE -> advice;
    };
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
