package dev.haetae.rule;

import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import java.util.List;

/**
 * Where a rule reports. Messages are whole sentences with the value quoted (through {@link
 * dev.haetae.resource.Text}), and with the remedy stay within 256 characters.
 */
public interface Findings {
  /**
   * A violation.
   *
   * @param path the field at fault, or the missing one
   * @param message what is wrong and why it fails here
   * @param remediation what to write instead
   */
  default void violation(Reason reason, Path path, String message, String remediation) {
    violation(reason, path, message, remediation, List.of());
  }

  /**
   * A violation that the rule can repair.
   *
   * @param fix operations against the subject as it was given; those of several findings of one
   *     check must fit together in the order of reporting
   */
  void violation(
      Reason reason, Path path, String message, String remediation, List<PatchOperation> fix);

  /** Advice: a violation that is never more than a warning, whatever the policy's action. */
  void advice(Reason reason, Path path, String message, String remediation);

  /**
   * What cannot be decided: neither a pass nor a violation.
   *
   * @param reason of the violation that it may be
   * @param message what is missing
   */
  void undecided(Reason reason, Path path, String message);

  /** What cannot be decided, and would be no more than advice if it were a violation. */
  void undecidedAdvice(Reason reason, Path path, String message);

  /** Something the user should know that is no fault: what a repair will add to future pods. */
  void note(String message);
}
