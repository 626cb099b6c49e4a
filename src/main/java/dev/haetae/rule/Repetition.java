package dev.haetae.rule;

import dev.haetae.resource.tree.Path;

/**
 * Tells whether one rule finds again what another rule has found in the same object: one fault is
 * told once, by the rule that says more about it.
 */
@FunctionalInterface
public interface Repetition {
  /** What a rule finds, no other does. */
  Repetition NONE = (_, _, _, _) -> false;

  /**
   * Returns whether a finding repeats that of another rule.
   *
   * @param path of the finding
   * @param rule the id of the other rule
   * @param reason the name of the other finding's reason
   * @param other the path of the other finding
   */
  boolean repeats(Path path, String rule, String reason, Path other);
}
