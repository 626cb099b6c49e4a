package dev.haetae.simulator.apply;

/** Says, in the API server's words, why a patch cannot be applied. */
public final class ApplyException extends Exception {
  private static final long serialVersionUID = 1;

  /** A failure, in a sentence without a stop. */
  public ApplyException(String sentence) {
    super(sentence, null, false, false);
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
