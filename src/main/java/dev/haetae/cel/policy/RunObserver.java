package dev.haetae.cel.policy;

import dev.haetae.cel.Outcome;

/** An observer is told of every expression that a run evaluates. */
@FunctionalInterface
public interface RunObserver {
  /** An observer that looks away. */
  RunObserver NONE = (_, _) -> {};

  /** Is told what came of an expression; of a variable, when it is first asked for. */
  void evaluated(PlacedExpression expression, Outcome outcome);

  /** Is told what an expression has cost, its variables included, in the API server's units. */
  default void spent(long units) {}
}
