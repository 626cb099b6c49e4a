package dev.haetae.resource.text;

/**
 * The limits of a reader; a text beyond one is refused with a sentence that names it.
 *
 * @param bytes the size of one text, in bytes
 * @param depth how deep arrays and objects may nest
 * @param values how many values one document may hold, aliases counted as often as they are used
 * @param documents how many documents one text may hold
 */
public record Limits(int bytes, int depth, int values, int documents) {
  /** For a webhook: what an API server can send, with room. */
  public static final Limits REVIEW = new Limits(8 << 20, 128, 500_000, 1);

  /** For files: whole inventories, and still no billion laughs. */
  public static final Limits FILES = new Limits(512 << 20, 128, 20_000_000, 500_000);

  /** Limits that are all positive. */
  public Limits {
    if (bytes <= 0 || depth <= 0 || values <= 0 || documents <= 0) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
