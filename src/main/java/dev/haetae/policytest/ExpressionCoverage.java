package dev.haetae.policytest;

import dev.haetae.resource.Origin;

/**
 * The coverage of one expression: how often it came to each outcome while cases were judged.
 *
 * @param policy the name of its policy
 * @param place where it is written
 * @param path in the policy, such as {@code spec.validations[0].expression}
 * @param text of the expression
 * @param isCondition whether it gives a truth value, so that both must be seen
 * @param trues how often it was true
 * @param falses how often it was false
 * @param values how often it had any other value
 * @param errors how often it failed
 * @param unknowns how often it hung on what was not known
 */
public record ExpressionCoverage(
    String policy,
    Origin.Place place,
    String path,
    String text,
    boolean isCondition,
    int trues,
    int falses,
    int values,
    int errors,
    int unknowns) {
  /** Returns whether it was never evaluated. */
  public boolean isNever() {
    return trues + falses + values + errors + unknowns == 0;
  }

  /** Returns whether cases have seen all that it is for: true and false, or some value. */
  public boolean isCovered() {
    return isCondition ? trues > 0 && falses > 0 : values + trues + falses > 0;
  }
}
