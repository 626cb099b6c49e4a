package dev.haetae.steps;

/**
 * Counted code has taken more steps than it may; an error, so that nobody on the way catches it.
 */
public final class TooManyStepsError extends Error {
  private static final long serialVersionUID = 1L;

  TooManyStepsError() {
    super("more steps than the work may take");
  }
}
