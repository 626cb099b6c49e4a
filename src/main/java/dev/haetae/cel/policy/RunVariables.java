package dev.haetae.cel.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import dev.haetae.cel.Bindings;
import dev.haetae.cel.CostBudget;
import dev.haetae.cel.Outcome;
import dev.haetae.cel.Unknowns;
import dev.haetae.cel.value.CelFailure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The composited variables of a run: each is evaluated when it is first asked for. */
@SuppressWarnings("Immutable") // To those who look: a value that is there stays as it is.
final class RunVariables extends StructValue<String, RunVariables> {
  private static final CelType TYPE = MapType.create(SimpleType.STRING, SimpleType.DYN);

  private final List<PolicyVariable> variables;
  private final @Nullable Outcome[] outcomes;
  private final Bindings scope;
  private final CostBudget budget;
  private final RunObserver observer;

  RunVariables(
      List<PolicyVariable> variables, Bindings scope, CostBudget budget, RunObserver observer) {
    this.variables = variables;
    this.outcomes = new Outcome[variables.size()];
    this.scope = scope;
    this.budget = budget;
    this.observer = observer;
  }

  @Override
  public Object select(String field) {
    int index = indexOf(field);
    if (index < 0) {
      throw new CelFailure("no such key: " + field);
    }
    return switch (outcome(index)) {
      case Outcome.Value(Object value) -> value;
      case Outcome.Unknown(List<String> names) -> throw Unknowns.thrown(names);
      case Outcome.Failure(String message) ->
          throw new CelFailure(
              "composited variable \"" + field + "\" fails to evaluate: " + message);
    };
  }

  @Override
  public Optional<Object> find(String field) {
    return indexOf(field) < 0 ? Optional.empty() : Optional.of(select(field));
  }

  private int indexOf(String name) {
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Outcome outcome(int index) {
    Outcome known = outcomes[index];
    if (known == null) {
      PlacedExpression expression = variables.get(index).expression();
      known = expression.expression().evaluate(scope, budget);
      outcomes[index] = known;
      observer.evaluated(expression, known);
    }
    return known;
  }

  @Override
  public RunVariables value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return variables.isEmpty();
  }

  @Override
  public CelType celType() {
    return TYPE;
  }
}
