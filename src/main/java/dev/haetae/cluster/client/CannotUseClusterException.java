package dev.haetae.cluster.client;

/** The cluster cannot be looked at; the message is a sentence for users. */
public final class CannotUseClusterException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure that this sentence explains. */
  public CannotUseClusterException(String sentence) {
    super(sentence, null, false, false);
  }

  /** Returns what is wrong, and what to do about it. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
