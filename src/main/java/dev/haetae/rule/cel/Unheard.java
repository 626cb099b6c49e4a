package dev.haetae.rule.cel;

import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import java.util.List;

/** Findings that nobody hears. */
enum Unheard implements Findings {
  /** Of what is found. */
  FINDINGS,
  /** Of what is repaired. */
  REPAIRS;

  @Override
  public boolean isRepairing() {
    return this == REPAIRS;
  }

  @Override
  public void violation(Reason reason, Path path, Sentence sentence, List<PatchOperation> fix) {}

  @Override
  public void advice(Reason reason, Path path, Sentence sentence) {}

  @Override
  public void undecided(Reason reason, Path path, Sentence sentence) {}

  @Override
  public void undecidedAdvice(Reason reason, Path path, Sentence sentence) {}

  @Override
  public void note(Sentence sentence) {}
}
