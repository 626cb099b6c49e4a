package dev.haetae.simulator.scheduling.devices;

/** An expression that cannot be evaluated here, so that nothing is known of what it selects. */
public final class UnknownExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The expression. */
  public UnknownExpressionException(String expression) {
    super(expression, null, false, false);
  }

  /** The expression. */
  public String expression() {
    return String.valueOf(getMessage());
  }
}
