package dev.haetae.policytest;

import dev.haetae.cel.Outcome;
import dev.haetae.cel.policy.AuditAnnotation;
import dev.haetae.cel.policy.MatchCondition;
import dev.haetae.cel.policy.Mutation;
import dev.haetae.cel.policy.PlacedExpression;
import dev.haetae.cel.policy.PolicyProgram;
import dev.haetae.cel.policy.PolicyVariable;
import dev.haetae.cel.policy.RunObserver;
import dev.haetae.cel.policy.Validation;
import dev.haetae.policy.Policy;
import dev.haetae.resource.Resource;
import dev.haetae.rule.cel.CelRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An account of how often each expression of some policies came to which outcome; for one thread.
 */
final class Coverage implements RunObserver {
  private final Map<PlacedExpression, Count> counts = new LinkedHashMap<>();

  /** A count of the outcomes of one expression. */
  private static final class Count {
    private final Resource policy;
    private final boolean isCondition;
    private int trues;
    private int falses;
    private int values;
    private int errors;
    private int unknowns;

    Count(Resource policy, boolean isCondition) {
      this.policy = policy;
      this.isCondition = isCondition;
    }

    void add(Outcome outcome) {
      switch (outcome) {
        case Outcome.Value(Object value) when value.equals(true) -> trues++;
        case Outcome.Value(Object value) when value.equals(false) -> falses++;
        case Outcome.Value _ -> values++;
        case Outcome.Failure _ -> errors++;
        case Outcome.Unknown _ -> unknowns++;
      }
    }

    ExpressionCoverage of(PlacedExpression expression) {
      return new ExpressionCoverage(
          policy.name(),
          policy.place(expression.path()),
          expression.path().toString(),
          expression.expression().text(),
          isCondition,
          trues,
          falses,
          values,
          errors,
          unknowns);
    }
  }

  /** The same policy, whose expressions are counted from now on, if it has some. */
  Policy observing(Policy policy) {
    if (!(policy.rule() instanceof CelRule rule)) {
      return policy;
    }
    add(rule.policy(), rule.program());
    return new Policy(
        policy.name(),
        policy.info(),
        rule.observedBy(this),
        policy.actions(),
        policy.mutate(),
        policy.failurePolicy(),
        policy.match());
  }

  /** Adds the expressions of a policy, none of which was evaluated yet. */
  void add(Resource policy, PolicyProgram program) {
    for (MatchCondition condition : program.conditions()) {
      add(policy, condition.expression(), true);
    }
    for (PolicyVariable variable : program.variables()) {
      add(policy, variable.expression(), false);
    }
    for (Validation validation : program.validations()) {
      add(policy, validation.expression(), true);
      PlacedExpression message = validation.messageExpression();
      if (message != null) {
        add(policy, message, false);
      }
    }
    for (AuditAnnotation annotation : program.auditAnnotations()) {
      add(policy, annotation.value(), false);
    }
    for (Mutation mutation : program.mutations()) {
      add(policy, mutation.expression(), false);
    }
  }

  private void add(Resource policy, PlacedExpression expression, boolean isCondition) {
    counts.put(expression, new Count(policy, isCondition));
  }

  @Override
  public void evaluated(PlacedExpression expression, Outcome outcome) {
    Count count = counts.get(expression);
    if (count != null) {
      count.add(outcome);
    }
  }

  /** What is counted until now, in the order of writing. */
  List<ExpressionCoverage> all() {
    return counts.entrySet().stream().map(entry -> entry.getValue().of(entry.getKey())).toList();
  }
}
