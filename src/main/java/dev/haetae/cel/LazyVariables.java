package dev.haetae.cel;

import dev.haetae.cel.value.CelFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one evaluation of a policy: those that it is given, and its own as {@code
 * variables.<name>}. Each of its own is evaluated when it is first asked for, and once. Used by one
 * thread.
 */
public final class LazyVariables implements Bindings {
  private final Map<String, CelExpression> expressions;
  private final Bindings given;
  private final CostBudget budget;
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final List<String> unknown = new ArrayList<>();
  private final VariablesValue value = new VariablesValue(this);

  /**
   * Variables of which none is evaluated yet.
   *
   * @param expressions of its own variables, by name; each may use those before it
   * @param given all others
   * @param budget pays for its own
   */
  public LazyVariables(Map<String, CelExpression> expressions, Bindings given, CostBudget budget) {
    this.expressions = expressions;
    this.given = given;
    this.budget = budget;
  }

  @Override
  public @Nullable Object value(String name) {
    return name.equals(KubernetesVariables.VARIABLES) ? value : given.value(name);
  }

  @Override
  public List<String> unknown() {
    return given.unknown();
  }

  /** What came of its own variables that were asked for, by name. */
  public Map<String, Outcome> outcomes() {
    return Map.copyOf(outcomes);
  }

  boolean declares(String name) {
    return expressions.containsKey(name);
  }

  /**
   * The value of one of its own.
   *
   * @throws CelFailure when it has none
   * @throws UnknownVariable when it is not known
   */
  Object own(String name) {
    return switch (outcome(name)) {
      case Outcome.Value(Object known) -> known;
      case Outcome.Failure(String message) ->
          throw new CelFailure(
              "composited variable \"" + name + "\" fails to evaluate: " + message);
      case Outcome.Unknown(List<String> names) -> {
        unknown.addAll(names);
        throw new UnknownVariable(names);
      }
    };
  }

  private Outcome outcome(String name) {
    Outcome known = outcomes.get(name);
    if (known == null) {
      CelExpression expression = expressions.get(name);
      known =
          expression == null
              ? new Outcome.Failure("no such key: " + name)
              : expression.evaluate(this, budget);
      outcomes.put(name, known);
    }
    return known;
  }

  /** How many names were met that are not known. */
  int met() {
    return unknown.size();
  }

  /** The names met since there were so many; forgets them. */
  List<String> metSince(int before) {
    List<String> late = unknown.subList(before, unknown.size());
    List<String> names = List.copyOf(late);
    late.clear();
    return names;
  }
}
