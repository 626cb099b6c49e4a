package dev.haetae.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationListener;
import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.DefaultDispatcher;
import dev.cel.runtime.PartialVars;
import dev.cel.runtime.planner.PlannedProgram;
import dev.haetae.cel.cost.CostMeter;
import dev.haetae.cel.cost.CostTable;
import dev.haetae.cel.mutation.PatchFaults;
import dev.haetae.cel.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An expression, compiled; safe for any number of threads. */
public final class CelExpression {
  private static final CelFunctionResolver NO_LATE_FUNCTIONS =
      DefaultDispatcher.newBuilder().build();

  // To compare numbers in a row is much quicker than to evaluate.
  private static final long LOOKS_OF_A_UNIT = 8;

  private final String text;
  private final CelAbstractSyntaxTree ast;
  private final PlannedProgram program;
  private final ExpressionType type;
  private final CostTable costs;

  CelExpression(String text, CelAbstractSyntaxTree ast, PlannedProgram program) {
    this.text = text;
    this.ast = ast;
    this.program = program;
    this.type = ExpressionType.of(ast.getResultType());
    this.costs = CostTable.of(ast);
  }

  /** The expression as it is written. */
  public String text() {
    return text;
  }

  /** The type of its values. */
  public ExpressionType type() {
    return type;
  }

  /**
   * Evaluates it.
   *
   * @param budget gives what it costs
   */
  public Outcome evaluate(Bindings bindings, CostBudget budget) {
    int met = bindings instanceof LazyVariables variables ? variables.met() : 0;
    Outcome outcome;
    CostMeter meter = costs.meter(CostBudget.OF_EXPRESSION);
    try {
      Object value = run(bindings, meter::report);
      outcome =
          value instanceof CelUnknownSet unknown
              ? new Outcome.Unknown(Unknowns.names(unknown))
              : new Outcome.Value(value);
    } catch (CelEvaluationException e) {
      outcome = failed(e, meter);
    }
    budget.spend(meter.cost());
    return bindings instanceof LazyVariables variables && variables.met() > met
        ? undecided(outcome, variables.metSince(met))
        : outcome;
  }

  private static Outcome failed(CelEvaluationException e, CostMeter meter) {
    if (meter.isExceeded()) {
      return new Outcome.Failure(ErrorWords.COST);
    }
    return e.getCause() instanceof UnknownVariable unknown
        ? new Outcome.Unknown(Unknowns.sorted(unknown.names()))
        : new Outcome.Failure(ErrorWords.of(e));
  }

  /** What came of it, when variables were met that are not known: without a value, it is not. */
  private static Outcome undecided(Outcome outcome, List<String> names) {
    return switch (outcome) {
      case Outcome.Value value -> value;
      case Outcome.Failure _ -> new Outcome.Unknown(Unknowns.sorted(names));
      case Outcome.Unknown(List<String> others) -> {
        List<String> all = new ArrayList<>(names);
        all.addAll(others);
        yield new Outcome.Unknown(Unknowns.sorted(all));
      }
    };
  }

  private Object run(Bindings bindings, CelEvaluationListener listener)
      throws CelEvaluationException {
    return program.trace(bindings::value, NO_LATE_FUNCTIONS, partial(bindings), listener);
  }

  private static @Nullable PartialVars partial(Bindings bindings) {
    List<String> unknown = bindings.unknown();
    if (unknown.isEmpty()) {
      return null;
    }
    return PartialVars.of(
        name -> Optional.ofNullable(bindings.value(name)),
        unknown.stream()
            .map(name -> CelAttributePattern.fromQualifiedIdentifier(name))
            .collect(ImmutableList.toImmutableList()));
  }

  /**
   * Evaluates it once more, to say why its outcome is as it is.
   *
   * @param budget gives what that costs, with the search for the part that decided
   */
  public Explanation explain(Bindings bindings, CostBudget budget) {
    Trace trace = new Trace();
    CostMeter meter = costs.meter(CostBudget.OF_EXPRESSION);
    try {
      run(
          bindings,
          (node, value) -> {
            trace.report(node, value);
            meter.report(node, value);
          });
    } catch (CelEvaluationException _) {
      // That it fails is its outcome, which is known: what was evaluated before explains it.
    }
    Explanation explanation = Explainer.explain(ast, text, trace);
    budget.spend(meter.cost() + trace.looks() / LOOKS_OF_A_UNIT);
    return explanation;
  }

  /**
   * Returns whether it makes an operation of JSON Patch at which an API server of 1.36 fails: with
   * a list or a map of objects for its value.
   */
  public boolean failsServer() {
    return PatchFaults.in(ast);
  }

  CelAbstractSyntaxTree ast() {
    return ast;
  }
}
