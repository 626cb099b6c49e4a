package dev.haetae.rule;

import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import java.util.List;

/**
 * The place where a rule reports, in sentences; their texts are what whoever runs the rules is
 * told.
 */
public interface Findings {
  /**
   * Reports a violation.
   *
   * @param path the field at fault, or the missing one
   * @param sentence what is wrong, why it fails here, and what to write instead
   */
  default void violation(Reason reason, Path path, Sentence sentence) {
    violation(reason, path, sentence, List.of());
  }

  /**
   * Reports a violation that the rule can repair.
   *
   * @param fix operations against the subject as it was given; those of several findings of one
   *     check must fit together in the order of reporting
   */
  void violation(Reason reason, Path path, Sentence sentence, List<PatchOperation> fix);

  /**
   * Reports advice: a violation that is never more than a warning, whatever the policy's action.
   */
  void advice(Reason reason, Path path, Sentence sentence);

  /**
   * Reports that something cannot be decided: it is neither a pass nor a violation.
   *
   * @param reason of the violation that it may be
   * @param sentence what is missing
   */
  void undecided(Reason reason, Path path, Sentence sentence);

  /** Reports a violation that an expression has found. */
  default void violation(Reason reason, Path path, Sentence sentence, Grounds grounds) {
    violation(reason, path, sentence);
  }

  /** Reports that an expression cannot be decided. */
  default void undecided(Reason reason, Path path, Sentence sentence, Grounds grounds) {
    undecided(reason, path, sentence);
  }

  /** Writes a value to the audit log, under a key of the policy. */
  default void annotate(String key, String value) {}

  /** Returns whether only what is repaired counts: nothing that is found besides is heard. */
  default boolean isRepairing() {
    return false;
  }

  /** Reports that a repair that the policy asks for is not made, and why. */
  default void unrepaired(Sentence sentence) {}

  /** Reports what cannot be decided and would be no more than advice if it were a violation. */
  void undecidedAdvice(Reason reason, Path path, Sentence sentence);

  /** Reports what the user should know and is no fault: what a repair will add to future pods. */
  void note(Sentence sentence);
}
