package dev.haetae.cel.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cel.Bindings;
import dev.haetae.cel.CostBudget;
import dev.haetae.cel.Outcome;
import dev.haetae.cel.policy.Decision.Kind;
import dev.haetae.cel.policy.PolicyOutcome.Annotation;
import dev.haetae.cel.policy.RunScope.Part;
import java.util.ArrayList;
import java.util.List;
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

  private static final int LONGEST_MESSAGE = 5 * 1024;

  // What one expression may spend at most, and some more for the step that goes beyond.
  private static final long MOST_OF_EXPRESSION = 2 * CostBudget.OF_EXPRESSION;

  private final PolicyProgram program;
  private final Bindings request;
  private final RunObserver observer;

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
  }

  /** Runs it. */
  public PolicyOutcome run() {
    Conditions conditions = new Conditions(scope(Part.CONDITIONS, CostBudget.OF_CONDITIONS));
    if (!conditions.hold()) {
      return PolicyOutcome.NONE;
    }
    Decision failed = conditions.failed;
    if (failed != null) {
      return new PolicyOutcome(true, List.of(failed), List.of());
    }
    List<Decision> decisions = new Validations().decide();
    RunScope scope = scope(Part.ANNOTATIONS, CostBudget.OF_POLICY);
    List<Annotation> annotations =
        program.auditAnnotations().isEmpty() ? List.of() : new ArrayList<>();
    for (AuditAnnotation annotation : program.auditAnnotations()) {
      if (isExceeded(annotation, scope, annotations)) {
        decisions = List.of(exceeded(annotation.value(), scope));
        annotations = List.of();
        break;
      }
    }
    return outcome(decisions, annotations, conditions.unknown);
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
        annotations);
  }

  private RunScope scope(Part part, long units) {
    return new RunScope(program, request, part, units, observer);
  }

  /** Evaluates an expression; null when the budget of its part is spent by then. */
  private @Nullable Outcome evaluate(PlacedExpression expression, RunScope scope) {
    Outcome outcome = expression.expression().evaluate(scope, scope.budget());
    observer.evaluated(expression, outcome);
    return scope.budget().left() < 0 ? null : outcome;
  }

  private static Decision exceeded(PlacedExpression expression, Bindings scope) {
    return new Decision(Kind.FAILED, 0, expression, "", OUT_OF_BUDGET, List.of(), scope);
  }

  private static String failure(PlacedExpression expression, Outcome.Failure failure) {
    return "expression '"
        + expression.expression().text()
        + "' resulted in error: "
        + failure.message();
  }

  /** The match conditions: one that is false beats those that fail, and those not known. */
  private final class Conditions {
    private final RunScope scope;
    private List<String> unknown = List.of();
    private @Nullable Decision failed;

    Conditions(RunScope scope) {
      this.scope = scope;
    }

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
      if (culprit != null) {
        String message =
            failures.size() == 1 ? failures.getFirst() : "[" + String.join(", ", failures) + ']';
        failed = new Decision(Kind.FAILED, 0, culprit, "", message, unknown, scope);
      }
      return !isFalse;
    }
  }

  /** The validations, with what they say. */
  private final class Validations {
    private final RunScope scope = scope(Part.VALIDATIONS, CostBudget.OF_POLICY);
    private final List<Validation> validations = program.validations();
    private @Nullable Outcome @Nullable [] notTrue;

    List<Decision> decide() {
      for (int i = 0; i < validations.size(); i++) {
        PlacedExpression expression = validations.get(i).expression();
        Outcome outcome = evaluate(expression, scope);
        if (outcome == null) {
          return List.of(exceeded(expression, scope));
        }
        if (!(outcome instanceof Outcome.Value(Object value) && value.equals(true))) {
          @Nullable Outcome[] found = notTrue;
          if (found == null) {
            found = new Outcome[validations.size()];
            notTrue = found;
          }
          found[i] = outcome;
        }
      }
      @Nullable Outcome[] found = notTrue;
      return found == null && messagesFit() ? List.of() : decisions(found);
    }

    // The API server evaluates all of them, and what they spend can make a validation fail that is
    // true. Where the budget suffices in any case, they matter to no one.
    private boolean messagesFit() {
      long most = program.variables().size();
      for (Validation validation : validations) {
        most += validation.messageExpression() == null ? 0 : 1;
      }
      return most == program.variables().size()
          || most * MOST_OF_EXPRESSION <= scope.budget().left();
    }

    private List<Decision> decisions(@Nullable Outcome @Nullable [] found) {
      @Nullable String[] messages = new String[validations.size()];
      Decision exceeded = messages(messages);
      List<Decision> decisions = new ArrayList<>();
      for (int i = 0; i < messages.length; i++) {
        Outcome outcome = found == null ? null : found[i];
        if (outcome instanceof Outcome.Failure failure) {
          PlacedExpression expression = validations.get(i).expression();
          decisions.add(decision(Kind.FAILED, i, "", failure(expression, failure), List.of()));
        } else if (exceeded != null) {
          decisions.add(
              new Decision(
                  Kind.FAILED,
                  i,
                  exceeded.expression(),
                  "",
                  "failed messageExpression: " + exceeded.message(),
                  List.of(),
                  exceeded.scope()));
        } else if (outcome != null) {
          decisions.add(said(i, outcome, messages[i]));
        }
      }
      return decisions;
    }

    private Decision said(int index, Outcome outcome, @Nullable String message) {
      Validation validation = validations.get(index);
      String said = message == null ? Spaces.trim(validation.message()) : message;
      if (said.isEmpty()) {
        said = "failed expression: " + Spaces.trim(validation.expression().expression().text());
      }
      return outcome instanceof Outcome.Unknown(List<String> names)
          ? decision(Kind.UNKNOWN, index, validation.reason(), said, names)
          : decision(Kind.FALSE, index, validation.reason(), said, List.of());
    }

    private Decision decision(
        Kind kind, int index, String reason, String message, List<String> unknown) {
      return new Decision(
          kind, index, validations.get(index).expression(), reason, message, unknown, scope);
    }

    /** Fills in the messages that expressions give; returns what ends it, if something does. */
    private @Nullable Decision messages(@Nullable String[] messages) {
      RunScope messageScope = scope(Part.MESSAGES, scope.budget().left());
      for (int i = 0; i < messages.length; i++) {
        PlacedExpression expression = validations.get(i).messageExpression();
        if (expression == null) {
          continue;
        }
        Outcome outcome = evaluate(expression, messageScope);
        if (outcome == null) {
          return exceeded(expression, messageScope);
        }
        if (outcome instanceof Outcome.Value(Object value) && value instanceof String text) {
          messages[i] = usable(text);
        }
      }
      return null;
    }
  }

  private static @Nullable String usable(String text) {
    String trimmed = Spaces.trim(text);
    return trimmed.isEmpty()
            || trimmed.indexOf('\n') >= 0
            || (trimmed.length() > LONGEST_MESSAGE / 3
                && trimmed.getBytes(UTF_8).length > LONGEST_MESSAGE)
        ? null
        : trimmed;
  }

  /** Adds an annotation, if there is something to say; returns whether the budget is spent. */
  private boolean isExceeded(AuditAnnotation annotation, RunScope scope, List<Annotation> out) {
    PlacedExpression expression = annotation.value();
    switch (evaluate(expression, scope)) {
      case null -> {
        return true;
      }
      case Outcome.Value(Object value) -> {
        String text = value instanceof String string ? Spaces.trim(string) : "";
        if (!text.isEmpty()) {
          out.add(new Annotation(annotation.key(), text, null));
        }
      }
      case Outcome.Failure failure ->
          out.add(open(Kind.FAILED, annotation, failure(expression, failure), List.of(), scope));
      case Outcome.Unknown(List<String> names) ->
          out.add(
              open(
                  Kind.UNKNOWN,
                  annotation,
                  "failed expression: " + Spaces.trim(expression.expression().text()),
                  names,
                  scope));
    }
    return false;
  }

  private static Annotation open(
      Kind kind, AuditAnnotation annotation, String message, List<String> names, RunScope scope) {
    return new Annotation(
        annotation.key(), "", new Decision(kind, 0, annotation.value(), "", message, names, scope));
  }
}
