package dev.haetae.cel.value;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;

/** A failure of a function: its arguments have no result. */
public final class CelFailure extends CelRuntimeException {
  private static final long serialVersionUID = 1;

  private final String sentence;

  /** A failure, in the API server's words. */
  public CelFailure(String sentence) {
    super(new IllegalArgumentException(sentence), CelErrorCode.INVALID_ARGUMENT);
    this.sentence = sentence;
  }

  @Override
  public String getMessage() {
    return sentence;
  }

  /** It has none: failures that logic absorbs are part of evaluating. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
