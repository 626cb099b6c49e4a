package dev.haetae.cel;

import dev.cel.runtime.CelEvaluationException;

/** The API server's words for what goes wrong when an expression runs. */
final class ErrorWords {
  private static final String PREFIX = "evaluation error";

  private ErrorWords() {}

  static String of(CelEvaluationException e) {
    Throwable cause = e.getCause();
    String message = cause == null ? null : cause.getMessage();
    if (message == null) {
      message = String.valueOf(e.getMessage());
    }
    return message.startsWith(PREFIX) ? message.substring(message.indexOf(": ") + 2) : message;
  }
}
