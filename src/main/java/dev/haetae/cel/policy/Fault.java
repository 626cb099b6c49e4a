package dev.haetae.cel.policy;

import dev.haetae.resource.tree.Path;
import dev.haetae.simulator.validation.field.Cause;

/**
 * A fault: something in a policy for which the API server would refuse it.
 *
 * @param cause field, reason and message, in the API server's words
 * @param line of the fault within the text of the expression in that field; 1-based; 0 when there
 *     is none
 * @param column in that line; 1-based, in characters; 0 when there is none
 */
public record Fault(Cause cause, int line, int column) {
  /** The path of the field, be it there or not. */
  public Path path() {
    Path path = Path.ROOT;
    for (String step : cause.field().split("[.\\[]", -1)) {
      path =
          step.endsWith("]")
              ? path.child(Integer.parseInt(step.substring(0, step.length() - 1)))
              : path.child(step);
    }
    return path;
  }
}
