package dev.haetae.resource.text;

/** A text that cannot be read as JSON or YAML; message, hint and place are meant for users. */
public final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * An unreadable text.
   *
   * @param message a sentence without the place, with a hint where one helps
   * @param line 1-based, 0 when the place is not known
   * @param column 1-based, 0 when the place is not known
   */
  public UnreadableException(String message, int line, int column) {
    super(message, null, false, false);
    this.line = line;
    this.column = column;
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** The 1-based line, or 0. */
  public int line() {
    return line;
  }

  /** The 1-based column, or 0. */
  public int column() {
    return column;
  }
}
