package dev.haetae.inventory;

import dev.haetae.inventory.BudgetExceededException.Cause;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A budget is the work that one review may cost, counted in steps: a look-up in the world, an
 * element of one of its lists, a comparison of one thing of many with another. A step takes tens of
 * nanoseconds.
 *
 * <p>Whoever may create an object chooses how long its lists are, and other people's objects make
 * the world; what multiplies the two spends a step each time. For one thread.
 */
public final class Budget {
  /**
   * The steps of a review: a few tenths of a second. A Pod of a usual size in a cluster of 10,000
   * volumes and 1,000 nodes takes a hundredth of them.
   */
  public static final long REVIEW = 4_000_000;

  /** The steps of a finding that is put into words: what it allocates is kept, or cut. */
  public static final long FINDING = 400;

  // Between two looks at what else may end the work: a tenth of a millisecond.
  private static final long INTERVAL = 4_096;

  private final long most;
  private final Cause exhausted;
  private final Supplier<@Nullable Cause> end;
  private long spent;
  private long nextLook;

  private Budget(long most, Cause exhausted, Supplier<@Nullable Cause> end) {
    this.most = most;
    this.exhausted = exhausted;
    this.end = end;
    this.nextLook = Math.min(most, INTERVAL);
  }

  /** A budget of {@link #REVIEW} steps. */
  public static Budget ofReview() {
    return of(REVIEW, Cause.STEPS, () -> null);
  }

  /** A budget that is never exceeded, for work that nobody waits for. */
  public static Budget unlimited() {
    return of(Long.MAX_VALUE, Cause.STEPS, () -> null);
  }

  /**
   * A budget that something else may end, too.
   *
   * @param steps how many there are
   * @param exhausted what is told when they are spent
   * @param end asked now and then, gives what ends the work early, or null
   */
  public static Budget of(long steps, Cause exhausted, Supplier<@Nullable Cause> end) {
    return new Budget(steps, exhausted, end);
  }

  /**
   * Counts steps that are about to be taken.
   *
   * @throws BudgetExceededException when there are not so many, or something else has ended the
   *     work; from then on at every call
   */
  public void spend(long steps) {
    spent += steps;
    if (spent < 0) {
      spent = Long.MAX_VALUE;
    }
    if (spent > nextLook) {
      look();
    }
  }

  private void look() {
    if (spent > most) {
      throw BudgetExceededException.of(exhausted);
    }
    Cause ended = end.get();
    if (ended != null) {
      throw BudgetExceededException.of(ended);
    }
    nextLook = most - spent < INTERVAL ? most : spent + INTERVAL;
  }

  /** The same bounds with no step counted yet; what else may end the work ends both. */
  public Budget anew() {
    return of(most, exhausted, end);
  }

  /** The number of steps that were counted so far. */
  public long spent() {
    return spent;
  }
}
