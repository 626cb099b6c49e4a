package dev.haetae.admission;

import dev.haetae.inventory.Budget;

/** Answers the bodies that reach an endpoint. */
@FunctionalInterface
public interface Reviewer {
  /**
   * The answer to {@code body}, whatever it holds.
   *
   * @param body JSON in UTF-8; empty when there was none
   * @param budget what the review may cost
   * @throws dev.haetae.inventory.BudgetExceededException when the budget has ended for a reason
   *     that leaves nothing to answer; nothing else is thrown
   */
  Answer review(Endpoint endpoint, byte[] body, Budget budget);
}
