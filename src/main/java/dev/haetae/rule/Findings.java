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
  default void violation(Reason reason, Path path, Sentence sentence, List<PatchOperation> fix) {
    violation(reason, path, sentence.message(), sentence.remedy(), fix);
  }

  /** Takes a violation; a rule reports it as a sentence. */
  void violation(
      Reason reason, Path path, String message, String remediation, List<PatchOperation> fix);

  /**
   * Reports advice: a violation that is never more than a warning, whatever the policy's action.
   */
  default void advice(Reason reason, Path path, Sentence sentence) {
    advice(reason, path, sentence.message(), sentence.remedy());
  }

  /** Takes advice; a rule reports it as a sentence. */
  void advice(Reason reason, Path path, String message, String remediation);

  /**
   * Reports that something cannot be decided: it is neither a pass nor a violation.
   *
   * @param reason of the violation that it may be
   * @param sentence what is missing
   */
  default void undecided(Reason reason, Path path, Sentence sentence) {
    undecided(reason, path, sentence.message());
  }

  /** Takes what cannot be decided; a rule reports it as a sentence. */
  void undecided(Reason reason, Path path, String message);

  /** Reports what cannot be decided and would be no more than advice if it were a violation. */
  default void undecidedAdvice(Reason reason, Path path, Sentence sentence) {
    undecidedAdvice(reason, path, sentence.message());
  }

  /** Takes what cannot be decided and would be advice; a rule reports it as a sentence. */
  void undecidedAdvice(Reason reason, Path path, String message);

  /** Reports what the user should know and is no fault: what a repair will add to future pods. */
  default void note(Sentence sentence) {
    note(sentence.message());
  }

  /** Takes a note; a rule reports it as a sentence. */
  void note(String message);
}
