package dev.haetae.cel.patch;

/** Says why a mutation has no result. */
public final class MutationException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean fatal;

  private MutationException(String sentence, boolean fatal) {
    super(sentence, null, false, false);
    this.fatal = fatal;
  }

  /** The policy fails: what that means is for its failure policy to say. */
  static MutationException failed(String sentence) {
    return new MutationException(sentence, false);
  }

  /** The API server itself fails, whatever the failure policy. */
  static MutationException fatal(String sentence) {
    return new MutationException(sentence, true);
  }

  /** Returns whether no failure policy helps. */
  public boolean isFatal() {
    return fatal;
  }

  /** The sentence, as the API server says it. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
