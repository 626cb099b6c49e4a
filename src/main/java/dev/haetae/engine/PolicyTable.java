package dev.haetae.engine;

import dev.haetae.policy.Policy;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Subjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
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

  private final Map<GroupKind, OfKind> byKind = new HashMap<>();
  private final OfKind anyKind;
  private final List<Policy> policies;
  private final Carriers carriers;
  private final PolicyTable deny;
  private final PolicyTable advice;

  // A part has no parts of its own.
  private PolicyTable(List<Policy> all, Part part, Carriers carriers) {
    this.carriers = carriers;
    this.policies = all.stream().filter(part::includes).toList();
    this.deny = part == Part.ALL ? new PolicyTable(all, Part.DENY, carriers) : this;
    this.advice = part == Part.ALL ? new PolicyTable(all, Part.ADVICE, carriers) : this;
    List<Policy> everything = new ArrayList<>();
    for (Policy policy : policies) {
      Subjects subjects = policy.rule().info().subjects();
      if (subjects.everything()) {
        everything.add(policy);
      }
      for (GroupKind kind : subjects.kinds()) {
        byKind.computeIfAbsent(kind, _ -> of(policies, kind, carriers));
      }
    }
    for (GroupKind kind : carriers.kinds()) {
      byKind.computeIfAbsent(kind, _ -> of(policies, kind, carriers));
    }
    this.anyKind = new OfKind(everything);
  }

  /** The policies that judge one kind, by what is done with its objects; in order of names. */
  static final class OfKind {
    private static final Policy[] NONE = {};

    private final Map<EnforcementPoint, Policy[]> judging = new EnumMap<>(EnforcementPoint.class);
    private final Policy[] repairing;
    private final boolean isEmpty;

    OfKind(List<Policy> policies) {
      for (EnforcementPoint point : EnforcementPoint.values()) {
        judging.put(point, at(point, policies).toArray(Policy[]::new));
      }
      repairing =
          at(EnforcementPoint.MUTATE, policies).stream()
              .filter(Policy::mutate)
              .toArray(Policy[]::new);
      isEmpty = policies.isEmpty();
    }

    private static List<Policy> at(EnforcementPoint point, List<Policy> policies) {
      return policies.stream().filter(p -> p.rule().info().points().contains(point)).toList();
    }

    /** Whether there is none at any enforcement point. */
    boolean isEmpty() {
      return isEmpty;
    }

    /** Those that judge at an enforcement point; not to be changed. */
    Policy[] at(EnforcementPoint point) {
      return judging.getOrDefault(point, NONE);
    }

    /** Those that may repair; not to be changed. */
    Policy[] repairing() {
      return repairing;
    }
  }

  /**
   * The table of these policies, each name once; judged in the order of names.
   *
   * @param carriers the kinds that carry pod specs
   */
  public static PolicyTable of(Collection<Policy> policies, Carriers carriers) {
    return new PolicyTable(
        policies.stream().sorted(Comparator.comparing(Policy::name)).toList(), Part.ALL, carriers);
  }

  private static OfKind of(List<Policy> policies, GroupKind kind, Carriers carriers) {
    return new OfKind(
        policies.stream()
            .filter(policy -> policy.rule().info().subjects().include(kind, carriers))
            .toList());
  }

  /** This table, or one of its parts. */
  PolicyTable part(Part part) {
    return switch (part) {
      case ALL -> this;
      case DENY -> deny;
      case ADVICE -> advice;
    };
  }

  /** The policies that judge a kind. */
  OfKind of(GroupKind kind) {
    return byKind.getOrDefault(kind, anyKind);
  }

  /** The kinds that carry pod specs: those it was made for, by which objects are to be read. */
  public Carriers carriers() {
    return carriers;
  }

  /** All policies, in order of names. */
  public List<Policy> policies() {
    return policies;
  }
}
