package dev.haetae.inventory;

import java.util.Locale;

/**
 * The end of work that takes more than its {@link Budget}; thrown through rules and simulators,
 * which must not catch it. Has no stack trace.
 */
public final class BudgetExceededException extends RuntimeException {
  /** The cause that ended the work. */
  public enum Cause {
    /** Its steps are spent. */
    STEPS,
    /** Its time is over. */
    DEADLINE,
    /** Whoever asked has gone; there is nobody to answer. */
    CLIENT_GONE,
    /** It is too much for where it was begun, and is to be begun anew elsewhere. */
    TOO_LARGE_HERE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As metrics write it. */
    public String word() {
      return word;
    }

    /** Returns whether the work is undecided thereby; otherwise it has no result at all. */
    public boolean isUndecided() {
      return this == STEPS || this == DEADLINE;
    }
  }

  private final Cause why;

  private BudgetExceededException(Cause why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  /** The exception that says so. */
  public static BudgetExceededException of(Cause why) {
    return new BudgetExceededException(why);
  }

  /** The cause that ended the work. */
  public Cause why() {
    return why;
  }
}
