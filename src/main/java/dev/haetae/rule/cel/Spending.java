package dev.haetae.rule.cel;

import dev.haetae.cel.Outcome;
import dev.haetae.cel.policy.PlacedExpression;
import dev.haetae.cel.policy.RunObserver;
import dev.haetae.inventory.Budget;

/**
 * An observer that has a review pay for what expressions cost: many policies, each within the API
 * server's bounds, are together no more than a review may be.
 */
record Spending(Budget budget, RunObserver others) implements RunObserver {
  // A unit is the cost of looking at one value, some nanoseconds.
  private static final long UNITS_OF_A_STEP = 4;

  @Override
  public void evaluated(PlacedExpression expression, Outcome outcome) {
    others.evaluated(expression, outcome);
  }

  @Override
  public void spent(long units) {
    budget.spend(units / UNITS_OF_A_STEP);
  }
}
