package dev.haetae.engine;

import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.Policy;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Subjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A table holds policies by the kinds they judge, where they judge and which part of them is asked;
 * those of a kind are put together when it is first met. Safe for use by many threads.
 */
public final class PolicyTable {
  /** A part of a table's policies, for webhooks that are registered apart. */
  public enum Part {
    /** All of them. */
    ALL,
    /** The policies whose actions include Deny. */
    DENY,
    /** The others, which only advise. */
    ADVICE;

    /** Returns whether {@code policy} belongs to it. */
    public boolean includes(Policy policy) {
      return this == ALL || policy.actions().contains(Action.DENY) == (this == DENY);
    }
  }

  private final Map<GroupKind, OfKind> byKind = new ConcurrentHashMap<>();
  private final Set<GroupKind> named = new HashSet<>();
  private final OfKind anyKind;
  private final List<Policy> policies;
  private final List<Policy> judging;
  private final Predicate<Policy> judges;
  private final Set<GroupKind> lookingAt;
  private final Carriers carriers;
  private final AgentNamespaces agents;

  private PolicyTable(
      List<Policy> policies, Carriers carriers, AgentNamespaces agents, Predicate<Policy> judges) {
    this.policies = policies;
    this.judges = judges;
    this.judging = policies.stream().map(policy -> policy.naming(agents)).toList();
    this.carriers = carriers;
    this.agents = agents;
    List<Policy> everything = new ArrayList<>();
    for (Policy policy : judging) {
      Subjects subjects = policy.info().subjects();
      if (subjects.everything()) {
        everything.add(policy);
      }
      named.addAll(subjects.kinds());
    }
    named.addAll(carriers.kinds());
    this.anyKind = new OfKind(everything, judges);
    this.lookingAt =
        judging.stream()
            .flatMap(policy -> policy.info().world().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  private OfKind judging(GroupKind kind) {
    return new OfKind(
        judging.stream()
            .filter(policy -> policy.info().subjects().include(kind, carriers))
            .toList(),
        judges);
  }

  /** The policies that judge one kind, by part and enforcement point; in order of names. */
  static final class OfKind {
    /** No policy. */
    static final OfKind NOTHING = new OfKind(List.of(), _ -> true);

    private static final Policy[] NONE = {};

    private final Map<Part, Map<EnforcementPoint, Policy[]>> judging = new EnumMap<>(Part.class);
    private final Map<Part, Policy[]> repairing = new EnumMap<>(Part.class);

    OfKind(List<Policy> policies, Predicate<Policy> judges) {
      for (Part part : Part.values()) {
        List<Policy> some = policies.stream().filter(part::includes).toList();
        if (some.isEmpty()) {
          continue;
        }
        Map<EnforcementPoint, Policy[]> byPoint = new EnumMap<>(EnforcementPoint.class);
        for (EnforcementPoint point : EnforcementPoint.values()) {
          byPoint.put(point, at(point, some).stream().filter(judges).toArray(Policy[]::new));
        }
        judging.put(part, byPoint);
        repairing.put(
            part,
            at(EnforcementPoint.MUTATE, some).stream()
                .filter(Policy::mutate)
                .toArray(Policy[]::new));
      }
    }

    private static List<Policy> at(EnforcementPoint point, List<Policy> policies) {
      return policies.stream().filter(p -> p.info().points().contains(point)).toList();
    }

    /** Returns whether a part has none, wherever. */
    boolean isEmpty(Part part) {
      return !judging.containsKey(part);
    }

    /** Returns those of a part that judge at an enforcement point; not to be changed. */
    Policy[] at(EnforcementPoint point, Part part) {
      return judging.getOrDefault(part, Map.of()).getOrDefault(point, NONE);
    }

    /** Returns those of a part that may repair; not to be changed. */
    Policy[] repairing(Part part) {
      return repairing.getOrDefault(part, NONE);
    }
  }

  /**
   * The table of these policies, each name once; judged in the order of names.
   *
   * @param carriers the kinds that carry pod specs
   * @param agents the namespaces that policies with {@code excludeAgents} do not apply to
   */
  public static PolicyTable of(
      Collection<Policy> policies, Carriers carriers, AgentNamespaces agents) {
    return new PolicyTable(
        policies.stream().sorted((one, other) -> one.name().compareTo(other.name())).toList(),
        carriers,
        agents,
        _ -> true);
  }

  /**
   * The table of the same policies, of which these alone judge, and deny; the others go on
   * repairing, since what an object lacks when it is judged hangs on all of them.
   *
   * @param names of policies
   */
  public PolicyTable enforcing(Set<String> names) {
    return new PolicyTable(
        policies.stream()
            .map(policy -> names.contains(policy.name()) ? policy.denying() : policy)
            .toList(),
        carriers,
        agents,
        policy -> names.contains(policy.name()));
  }

  /** The table of these policies, with the shipped list of agents' namespaces. */
  public static PolicyTable of(Collection<Policy> policies, Carriers carriers) {
    return of(policies, carriers, AgentNamespaces.SHIPPED);
  }

  /**
   * The kinds of the world that a policy's rule looks at, beside those that are followed always.
   */
  public Set<GroupKind> lookingAt() {
    return lookingAt;
  }

  /** The kinds that some policy judges at an enforcement point, of which there is a list. */
  public Set<GroupKind> judged(EnforcementPoint point) {
    return judging.stream()
        .filter(policy -> policy.info().points().contains(point))
        .flatMap(policy -> policy.info().subjects().kinds(carriers).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The policies that judge a kind. */
  OfKind of(GroupKind kind) {
    OfKind known = byKind.get(kind);
    if (known != null) {
      return known;
    }
    return named.contains(kind) ? byKind.computeIfAbsent(kind, this::judging) : anyKind;
  }

  /** The kinds that carry pod specs: those it was made for, by which objects are to be read. */
  public Carriers carriers() {
    return carriers;
  }

  /** The namespaces that policies with {@code excludeAgents} do not apply to. */
  public AgentNamespaces agents() {
    return agents;
  }

  /** All policies as they are written, in order of names. */
  public List<Policy> policies() {
    return policies;
  }
}
