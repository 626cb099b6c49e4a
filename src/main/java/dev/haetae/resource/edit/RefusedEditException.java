package dev.haetae.resource.edit;

/** Says that an operation cannot be made in the text. */
final class RefusedEditException extends Exception {
  private static final long serialVersionUID = 1;

  private final String sentence;
  private final int offset;

  /**
   * A refusal.
   *
   * @param sentence why, without the place
   * @param offset where in the document's text
   */
  RefusedEditException(String sentence, int offset) {
    super(sentence);
    this.sentence = sentence;
    this.offset = offset;
  }

  String sentence() {
    return sentence;
  }

  int offset() {
    return offset;
  }
}
