package dev.haetae.inventory;

/**
 * Something that was looked up is there, but what it says cannot be known: a verdict that hangs on
 * it is undecided. The message is a whole sentence for users that names the object.
 */
public final class UnreadableObjectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * An object that cannot be known.
   *
   * @param sentence which object, and why, such as {@code PersistentVolumeClaim team/data is there,
   *     but cannot be read: …}
   */
  public UnreadableObjectException(String sentence) {
    this(sentence, "");
  }

  /**
   * An object that cannot be known.
   *
   * @param remedy what to do about it; empty when the sentence says all
   */
  public UnreadableObjectException(String sentence, String remedy) {
    // No stack trace: it is an answer to the user, made under load, not a fault of ours.
    super(sentence, null, false, false);
    this.remedy = remedy;
  }

  /** The sentence that says which object cannot be known, and why. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** The remedy; empty when the sentence says all. */
  public String remedy() {
    return remedy;
  }
}
