package dev.haetae.policy;

import dev.haetae.rule.Action;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.cel.CelRule;
import java.util.Set;

/**
 * A policy, compiled.
 *
 * @param name the policy's name
 * @param info the catalogue's entry of its rule
 * @param rule the rule it turns on, with its parameters
 * @param actions what is done with a violation, at least one
 * @param mutate whether the rule may repair
 * @param failurePolicy what undecided means
 * @param match the objects it applies to
 */
public record Policy(
    String name,
    RuleInfo info,
    Rule rule,
    Set<Action> actions,
    boolean mutate,
    FailurePolicy failurePolicy,
    MatchConstraints match) {
  /** A policy that keeps its own copy of the actions. */
  public Policy {
    actions = Set.copyOf(actions);
    if (actions.isEmpty()) {
      throw new IllegalArgumentException("a policy needs an action: " + name);
    }
  }

  /** The same policy, which knows the namespaces of agents by name. */
  public Policy naming(AgentNamespaces agents) {
    return match.excludeAgents()
        ? new Policy(name, info, rule, actions, mutate, failurePolicy, match.naming(agents))
        : this;
  }

  /** The same policy, which denies. */
  public Policy denying() {
    return new Policy(name, info, rule, Set.of(Action.DENY), mutate, failurePolicy, match);
  }

  /** Returns whether it brings its rule with it, written in CEL. */
  public boolean bringsItsRule() {
    return rule instanceof CelRule;
  }

  /** The strongest of its actions. */
  public Action action() {
    Action strongest = Action.AUDIT;
    for (Action action : actions) {
      strongest = action.compareTo(strongest) > 0 ? action : strongest;
    }
    return strongest;
  }
}
