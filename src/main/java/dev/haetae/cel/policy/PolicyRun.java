package dev.haetae.cel.policy;

import dev.haetae.cel.Bindings;
import dev.haetae.cel.CelExpression;
import dev.haetae.cel.CostBudget;
import dev.haetae.cel.Outcome;
import dev.haetae.cel.policy.Decision.Kind;
import dev.haetae.cel.policy.PolicyOutcome.Annotation;
import dev.haetae.cel.policy.RunScope.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of a policy's program over one request and one object of parameters, as the API server runs
 * it; for one thread, and one call.
 *
 * <p>It knows no failure policy: what failed is told, and what that means is the caller's.
 */
public final class PolicyRun {
  private static final String OUT_OF_BUDGET =
      "validation failed due to running out of cost budget, no further validation rules will be"
          + " run";

  private final PolicyProgram program;
  private final Bindings request;
  private final RunObserver observer;
  private final Map<String, CelExpression> own;

  /**
   * A run.
   *
   * @param request the values of the variables that the request gives; {@code variables} are the
   *     run's own
   */
  public PolicyRun(PolicyProgram program, Bindings request, RunObserver observer) {
    this.program = program;
    this.request = request;
    this.observer = observer;
    this.own = program.variables().isEmpty() ? Map.of() : own(program);
  }

  private static Map<String, CelExpression> own(PolicyProgram program) {
    Map<String, CelExpression> own = new HashMap<>();
    for (PolicyVariable variable : program.variables()) {
      own.put(variable.name(), variable.expression().expression());
    }
    return own;
  }

  /** Runs it. */
  public PolicyOutcome run() {
    List<String> unknown = List.of();
    if (!program.conditions().isEmpty()) {
      Conditions conditions = new Conditions();
      if (!conditions.hold()) {
        return PolicyOutcome.NONE;
      }
      Decision failed = conditions.failed;
      if (failed != null) {
        return new PolicyOutcome(true, List.of(failed), List.of());
      }
      unknown = conditions.unknown;
    }
    List<Decision> decisions =
        program.validations().isEmpty() ? List.of() : new RunValidations(this, program).decide();
    if (program.auditAnnotations().isEmpty()) {
      return outcome(decisions, List.of(), unknown);
    }
    Annotations annotations = new Annotations();
    Decision exceeded = annotations.exceeded();
    return exceeded == null
        ? outcome(decisions, annotations.values, unknown)
        : outcome(List.of(exceeded), List.of(), unknown);
  }

  /**
   * Evaluates the match conditions alone.
   *
   * @return whether the policy is for the request
   */
  public ConditionsOutcome match() {
    Conditions conditions = new Conditions();
    boolean hold = conditions.hold();
    return new ConditionsOutcome(hold, conditions.failed, conditions.unknown);
  }

  /** Evaluates a mutation; what failed is told in the API server's words. */
  public Outcome evaluate(Mutation mutation) {
    PlacedExpression expression = mutation.expression();
    RunScope scope = scope(Part.VALIDATIONS, CostBudget.OF_POLICY);
    Outcome outcome = evaluate(expression, scope);
    tellVariables(scope);
    return switch (outcome) {
      case null -> new Outcome.Failure(OUT_OF_BUDGET);
      case Outcome.Failure failure -> new Outcome.Failure(failure(expression, failure));
      case Outcome.Value _, Outcome.Unknown _ -> outcome;
    };
  }

  private static PolicyOutcome outcome(
      List<Decision> decisions, List<Annotation> annotations, List<String> unknown) {
    if (decisions.isEmpty() && annotations.isEmpty()) {
      return PolicyOutcome.PASSED;
    }
    if (unknown.isEmpty()) {
      return new PolicyOutcome(true, decisions, annotations);
    }
    return new PolicyOutcome(
        true,
        decisions.stream().map(decision -> decision.hangingOn(unknown)).toList(),
        annotations.stream().map(annotation -> annotation.hangingOn(unknown)).toList());
  }

  RunScope scope(Part part, long units) {
    return new RunScope(own, request, part, units);
  }

  /** Evaluates an expression; null when the budget of its part is spent by then. */
  @Nullable Outcome evaluate(PlacedExpression expression, RunScope scope) {
    return scope.evaluate(expression, observer);
  }

  /** Tells the observer what came of a part's variables. */
  void tellVariables(RunScope scope) {
    if (!observer.equals(RunObserver.NONE) && !own.isEmpty()) {
      Map<String, Outcome> outcomes = scope.variables().outcomes();
      for (PolicyVariable variable : program.variables()) {
        Outcome outcome = outcomes.get(variable.name());
        if (outcome != null) {
          observer.evaluated(variable.expression(), outcome);
        }
      }
    }
  }

  static Decision exceeded(PlacedExpression expression, RunScope scope) {
    return new Decision(
        Kind.FAILED, 0, expression, "", OUT_OF_BUDGET, List.of(), scope.variables());
  }

  static String failure(PlacedExpression expression, Outcome.Failure failure) {
    return "expression '"
        + expression.expression().text()
        + "' resulted in error: "
        + failure.message();
  }

  /** The match conditions: one that is false beats those that fail, and those not known. */
  private final class Conditions {
    private final RunScope scope = scope(Part.CONDITIONS, CostBudget.OF_CONDITIONS);
    private List<String> unknown = List.of();
    private @Nullable Decision failed;

    /** Returns whether they hold, or may. */
    boolean hold() {
      List<String> failures = new ArrayList<>(0);
      PlacedExpression culprit = null;
      boolean isFalse = false;
      for (MatchCondition condition : program.conditions()) {
        PlacedExpression expression = condition.expression();
        switch (evaluate(expression, scope)) {
          case null -> {
            failed = exceeded(expression, scope);
            return true;
          }
          case Outcome.Value(Object value) -> isFalse |= value.equals(false);
          case Outcome.Unknown(List<String> names) -> unknown = Names.union(unknown, names);
          case Outcome.Failure failure -> {
            String message = failure(expression, failure);
            if (!failures.contains(message)) {
              failures.add(message);
            }
            culprit = culprit == null ? expression : culprit;
          }
        }
      }
      tellVariables(scope);
      if (culprit != null) {
        String message =
            failures.size() == 1 ? failures.getFirst() : "[" + String.join(", ", failures) + ']';
        failed = new Decision(Kind.FAILED, 0, culprit, "", message, unknown, scope.variables());
      }
      return !isFalse;
    }
  }

  /** The audit annotations. */
  private final class Annotations {
    private final RunScope scope = scope(Part.ANNOTATIONS, CostBudget.OF_POLICY);
    private final List<Annotation> values = new ArrayList<>();

    /** Evaluates all of them; returns what ends it, if something does. */
    @Nullable Decision exceeded() {
      for (AuditAnnotation annotation : program.auditAnnotations()) {
        Outcome outcome = evaluate(annotation.value(), scope);
        if (outcome == null) {
          return PolicyRun.exceeded(annotation.value(), scope);
        }
        add(annotation, outcome);
      }
      tellVariables(scope);
      return null;
    }

    private void add(AuditAnnotation annotation, Outcome outcome) {
      PlacedExpression expression = annotation.value();
      switch (outcome) {
        case Outcome.Value(Object value) -> {
          String text = value instanceof String string ? Spaces.trim(string) : "";
          if (!text.isEmpty()) {
            values.add(new Annotation(annotation.key(), text, null));
          }
        }
        case Outcome.Failure failure ->
            add(Kind.FAILED, annotation, failure(expression, failure), List.of());
        case Outcome.Unknown(List<String> names) ->
            add(Kind.UNKNOWN, annotation, Decision.unsaid(expression), names);
      }
    }

    private void add(Kind kind, AuditAnnotation annotation, String message, List<String> names) {
      Decision open =
          new Decision(kind, 0, annotation.value(), "", message, names, scope.variables());
      values.add(new Annotation(annotation.key(), "", open));
    }
  }
}
