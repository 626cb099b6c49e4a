package dev.haetae.server;

/** The server cannot start; the message says why and what to do. */
public final class CannotServeException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * The server cannot start.
   *
   * @param sentence one or two whole sentences for users
   */
  public CannotServeException(String sentence) {
    super(sentence, null, false, false);
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
