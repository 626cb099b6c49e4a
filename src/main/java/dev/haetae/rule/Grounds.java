package dev.haetae.rule;

import dev.haetae.resource.Origin;
import dev.haetae.resource.tree.Path;
import java.util.List;

/**
 * The grounds of a finding: the expression of the policy that decided it, and by what.
 *
 * @param place where the expression is written
 * @param path of the expression in the policy, such as {@code spec.validations[0].expression}
 * @param expression its text
 * @param steps the values of sub-expressions on which its outcome hangs, in the order of writing
 * @param unknown what would have to be known to decide it, such as {@code request.userInfo}; empty
 *     when it is decided
 * @param binding the name of the binding that put the policy to work; empty when none did
 * @param parameters the object that parametrized it, {@code namespace/name}; empty when none did
 */
public record Grounds(
    Origin.Place place,
    Path path,
    String expression,
    List<Step> steps,
    List<String> unknown,
    String binding,
    String parameters) {
  /** The grounds, with copies of their own. */
  public Grounds {
    steps = List.copyOf(steps);
    unknown = List.copyOf(unknown);
  }

  /**
   * A sub-expression and its value.
   *
   * @param expression its text
   * @param value for people to read, cut when it is long
   */
  public record Step(String expression, String value) {}
}
