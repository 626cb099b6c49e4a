package dev.haetae.cel;

/** A budget of what expressions may cost, in the API server's units; used by one thread. */
public final class CostBudget {
  /** The budget of all validations of a policy for one object. */
  public static final long OF_POLICY = 10_000_000;

  /** The budget of all match conditions of a policy. */
  public static final long OF_CONDITIONS = 2_500_000;

  /** The budget of one expression. */
  public static final long OF_EXPRESSION = 1_000_000;

  private long left;

  /** A budget of so many units. */
  public CostBudget(long units) {
    this.left = units;
  }

  /** Takes units from it; what is left may become negative. */
  public void spend(long units) {
    left -= units;
  }

  /** The units that are left; negative when more was spent than there was. */
  public long left() {
    return left;
  }
}
