package dev.haetae.cel.policy;

import dev.cel.common.values.NullValue;
import dev.haetae.cel.Bindings;
import dev.haetae.cel.CelExpression;
import dev.haetae.cel.CostBudget;
import dev.haetae.cel.KubernetesVariables;
import dev.haetae.cel.LazyVariables;
import dev.haetae.cel.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scope of one part of a policy: the variables that its expressions see, and what they may
 * spend together. Each part has its own, since a policy's own variables are evaluated anew in each.
 */
final class RunScope {
  private final LazyVariables variables;
  private final CostBudget budget;

  /** A part of a policy. */
  enum Part {
    /** Match conditions, which see no namespace, whatever there is. */
    CONDITIONS,
    /** Validations. */
    VALIDATIONS,
    /** Expressions of messages, which have no authorizer. */
    MESSAGES,
    /** Audit annotations, which have none either. */
    ANNOTATIONS
  }

  RunScope(Map<String, CelExpression> own, Bindings request, Part part, long units) {
    this.budget = new CostBudget(units);
    this.variables =
        new LazyVariables(
            own, part == Part.VALIDATIONS ? request : new Given(request, part), budget);
  }

  /** Evaluates an expression; null when the budget is spent by then. */
  @Nullable Outcome evaluate(PlacedExpression expression, RunObserver observer) {
    long before = budget.left();
    Outcome outcome = expression.expression().evaluate(variables, budget);
    observer.spent(before - budget.left());
    observer.evaluated(expression, outcome);
    return budget.left() < 0 ? null : outcome;
  }

  /** What is left of the budget. */
  long left() {
    return budget.left();
  }

  /** The variables. */
  LazyVariables variables() {
    return variables;
  }

  /** What a request gives, less what the part does not see. */
  private record Given(Bindings request, Part part) implements Bindings {
    @Override
    public @Nullable Object value(String name) {
      if (part == Part.CONDITIONS) {
        return name.equals(KubernetesVariables.NAMESPACE)
            ? NullValue.NULL_VALUE
            : request.value(name);
      }
      return name.startsWith(KubernetesVariables.AUTHORIZER) ? null : request.value(name);
    }

    // A condition sees that there is no namespace, known or not.
    @Override
    public List<String> unknown() {
      List<String> all = request.unknown();
      return part == Part.CONDITIONS && all.contains(KubernetesVariables.NAMESPACE)
          ? all.stream().filter(name -> !name.equals(KubernetesVariables.NAMESPACE)).toList()
          : all;
    }
  }
}
