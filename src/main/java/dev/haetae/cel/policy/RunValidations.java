package dev.haetae.cel.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cel.CostBudget;
import dev.haetae.cel.Outcome;
import dev.haetae.cel.policy.Decision.Kind;
import dev.haetae.cel.policy.RunScope.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The validations of a run: evaluates them, and finds the words for those that are not true. */
final class RunValidations {
  private static final int LONGEST_MESSAGE = 5 * 1024;

  // What one expression may spend at most, and some more for the step that goes beyond.
  private static final long MOST_OF_EXPRESSION = 2 * CostBudget.OF_EXPRESSION;

  private final PolicyRun run;
  private final PolicyProgram program;
  private final List<Validation> validations;
  private final RunScope scope;
  private @Nullable Outcome @Nullable [] notTrue;

  RunValidations(PolicyRun run, PolicyProgram program) {
    this.run = run;
    this.program = program;
    this.validations = program.validations();
    this.scope = run.scope(Part.VALIDATIONS, CostBudget.OF_POLICY);
  }

  /** Evaluates all of them; gives those that are not simply true. */
  List<Decision> decide() {
    for (int i = 0; i < validations.size(); i++) {
      PlacedExpression expression = validations.get(i).expression();
      Outcome outcome = run.evaluate(expression, scope);
      if (outcome == null) {
        return List.of(PolicyRun.exceeded(expression, scope));
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
    run.tellVariables(scope);
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
    return most == program.variables().size() || most * MOST_OF_EXPRESSION <= scope.left();
  }

  private List<Decision> decisions(@Nullable Outcome @Nullable [] found) {
    @Nullable String[] messages = new String[validations.size()];
    Decision exceeded = messages(messages);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < messages.length; i++) {
      Outcome outcome = found == null ? null : found[i];
      if (outcome instanceof Outcome.Failure failure) {
        PlacedExpression expression = validations.get(i).expression();
        decisions.add(
            decision(Kind.FAILED, i, "", PolicyRun.failure(expression, failure), List.of()));
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
      said = Decision.unsaid(validation.expression());
    }
    return outcome instanceof Outcome.Unknown(List<String> names)
        ? decision(Kind.UNKNOWN, index, validation.reason(), said, names)
        : decision(Kind.FALSE, index, validation.reason(), said, List.of());
  }

  private Decision decision(
      Kind kind, int index, String reason, String message, List<String> unknown) {
    return new Decision(
        kind,
        index,
        validations.get(index).expression(),
        reason,
        message,
        unknown,
        scope.variables());
  }

  /** Fills in the messages that expressions give; returns what ends it, if something does. */
  private @Nullable Decision messages(@Nullable String[] messages) {
    RunScope messageScope = run.scope(Part.MESSAGES, scope.left());
    for (int i = 0; i < messages.length; i++) {
      PlacedExpression expression = validations.get(i).messageExpression();
      if (expression == null) {
        continue;
      }
      Outcome outcome = run.evaluate(expression, messageScope);
      if (outcome == null) {
        return PolicyRun.exceeded(expression, messageScope);
      }
      if (outcome instanceof Outcome.Value(Object value) && value instanceof String text) {
        messages[i] = usable(text);
      }
    }
    run.tellVariables(messageScope);
    return null;
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
}
