package dev.haetae.cel;

import dev.haetae.resource.tree.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An explanation says why an expression has its outcome.
 *
 * @param deciding the field at which the part that decided looked last; null when it looked at none
 * @param steps the values of sub-expressions that the outcome hangs on, in the order of writing
 */
public record Explanation(@Nullable Field deciding, List<Step> steps) {
  /** An explanation that keeps its own copy. */
  public Explanation {
    steps = List.copyOf(steps);
  }

  /**
   * A field of a variable.
   *
   * @param variable such as {@code object}
   * @param path from there
   */
  public record Field(String variable, Path path) {}

  /**
   * A sub-expression and its value.
   *
   * @param expression its text
   * @param value for people to read, cut when it is long
   */
  public record Step(String expression, String value) {}
}
