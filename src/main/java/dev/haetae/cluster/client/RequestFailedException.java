package dev.haetae.cluster.client;

/** The API server did not answer a request as asked. */
public final class RequestFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * A failure.
   *
   * @param code the HTTP status, 200 of an answer that cannot be read; 0 when there was no answer
   * @param sentence for users, without line breaks
   */
  RequestFailedException(int code, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
  }

  /** The HTTP status, 200 of an answer that cannot be read; 0 when there was no answer. */
  public int code() {
    return code;
  }

  /** What happened. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
