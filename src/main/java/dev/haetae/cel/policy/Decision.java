package dev.haetae.cel.policy;

import dev.haetae.cel.Bindings;
import dev.haetae.cel.CostBudget;
import dev.haetae.cel.Explanation;
import java.util.List;

/**
 * A decision of a policy that is not simply yes.
 *
 * @param kind what came of the expression
 * @param index of the validation; 0 when the policy as a whole came to this
 * @param expression the one that decided
 * @param reason such as {@code Invalid}; empty when the expression has failed
 * @param message what to say, as the API server says it
 * @param unknown what would have to be known to settle it; of a decision of the kinds {@link
 *     Kind#FALSE} and {@link Kind#FAILED}, whether the policy is for the request at all hangs on
 *     it; empty when the decision stands
 * @param scope the values of variables that the expression saw
 */
public record Decision(
    Kind kind,
    int index,
    PlacedExpression expression,
    String reason,
    String message,
    List<String> unknown,
    Bindings scope) {
  // What the API server says of an expression for which the policy has no words.
  private static final String UNSAID = "failed expression: ";

  /** A kind of decision. */
  public enum Kind {
    /** The expression is false. */
    FALSE,
    /** The expression has no value, or took more than it may. */
    FAILED,
    /** The expression hangs on what is not known. */
    UNKNOWN
  }

  /** A decision that keeps its own copy. */
  public Decision {
    unknown = List.copyOf(unknown);
  }

  /** Returns whether it hangs on what is not known. */
  public boolean isOpen() {
    return !unknown.isEmpty();
  }

  /** What the API server says of an expression that is false, where the policy has no words. */
  static String unsaid(PlacedExpression expression) {
    return UNSAID + Spaces.trim(expression.expression().text());
  }

  /**
   * What it says while it is not known whether anything has failed: the message, or the expression
   * alone.
   */
  public String asked() {
    return message.startsWith(UNSAID) ? message.substring(UNSAID.length()) : message;
  }

  /**
   * Evaluates the expression once more, to say why its outcome is as it is.
   *
   * @param budget gives what that costs
   */
  public Explanation explain(CostBudget budget) {
    return expression.expression().explain(scope, budget);
  }

  /** The same decision, which hangs on this besides. */
  public Decision hangingOn(List<String> more) {
    return more.isEmpty()
        ? this
        : new Decision(kind, index, expression, reason, message, Names.union(unknown, more), scope);
  }
}
