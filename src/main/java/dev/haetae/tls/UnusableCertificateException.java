package dev.haetae.tls;

/** A certificate or key that cannot be used; the message names the file and says what to do. */
public final class UnusableCertificateException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A certificate or key that cannot be used.
   *
   * @param sentence one or two whole sentences for users: the file, what is wrong, what to do
   */
  public UnusableCertificateException(String sentence) {
    // No stack trace: it is an answer to the user, not a fault of ours.
    super(sentence, null, false, false);
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
