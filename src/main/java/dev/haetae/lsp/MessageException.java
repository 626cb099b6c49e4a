package dev.haetae.lsp;

/** A message that cannot be answered as it was meant; the text of the answer is a sentence. */
final class MessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * A message that is answered with an error.
   *
   * @param code of {@link RpcError}
   */
  MessageException(int code, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
