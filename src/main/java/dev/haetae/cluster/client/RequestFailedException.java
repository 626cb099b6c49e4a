package dev.haetae.cluster.client;

import dev.haetae.resource.tree.Text;

/** The API server did not answer a request as asked. */
public final class RequestFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  /**
   * A failure.
   *
   * @param code the HTTP status, 200 of an answer that cannot be read; 0 when there was no answer
   * @param sentence for users, without line breaks
   */
  public RequestFailedException(int code, String sentence) {
    this(code, sentence, sentence);
  }

  /**
   * A failure.
   *
   * @param reason the sentence without what was asked for and of whom
   */
  RequestFailedException(int code, String sentence, String reason) {
    super(sentence, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  /** The HTTP status, 200 of an answer that cannot be read; 0 when there was no answer. */
  public int code() {
    return code;
  }

  /** Returns whether another has changed the object since it was read. */
  public boolean isConflict() {
    return code == 409;
  }

  /** Returns whether the API server answered that we may not know. */
  public boolean isHidden() {
    return code == 401 || code == 403;
  }

  /**
   * Returns what happened, on one line, for a message that has said what was asked for and of whom.
   */
  public String reason() {
    return Text.escape(reason);
  }

  /** Returns what happened. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
