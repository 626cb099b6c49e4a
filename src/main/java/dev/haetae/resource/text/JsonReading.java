package dev.haetae.resource.text;

import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.Value;

/** A text of which some parts have been read, and one can be read later. */
public final class JsonReading {
  private final Value value;
  private final byte[] body;
  private final int start;
  private final int end;
  private final Limits limits;
  private final boolean fits;

  JsonReading(Value value, byte[] body, int start, int end, Limits limits, boolean fits) {
    this.value = value;
    this.body = body;
    this.start = start;
    this.end = end;
    this.limits = limits;
    this.fits = fits;
  }

  /**
   * The selected parts of the single JSON value of {@code body}, which stays as it is.
   *
   * @param kinds the shapes that the object of the API in it is compared with
   * @throws UnreadableException as {@link JsonReader#review(byte[], Limits)}
   */
  public static JsonReading of(
      byte[] body, Limits limits, JsonSelection selection, JsonShape.Kinds kinds)
      throws UnreadableException {
    if (body.length > limits.bytes()) {
      throw new UnreadableException(
          "the body has " + body.length + " bytes; the limit is " + limits.bytes(), 0, 0);
    }
    return of(body, 0, body.length, limits, selection, kinds);
  }

  private static JsonReading of(
      byte[] body, int from, int to, Limits limits, JsonSelection selection, JsonShape.Kinds kinds)
      throws UnreadableException {
    JsonReading common = BodyReader.read(body, from, to, limits, selection, kinds);
    return common == null ? JsonReader.parsed(body, from, to, limits, selection) : common;
  }

  /** The selected parts. */
  public Value value() {
    return value;
  }

  /**
   * Returns whether the object of the API in it was seen to have the shape of its kind, or to be of
   * a kind of which no shape is known; false says nothing.
   */
  public boolean fits() {
    return fits;
  }

  /** Returns whether there is a part to be read later. */
  public boolean hasLater() {
    return end > 0;
  }

  /**
   * Reads the part that was left for later; {@link NullValue#NULL} when there is none.
   *
   * @param selection which parts of that become a tree
   * @throws UnreadableException when it repeats a key within one object
   */
  public Value later(JsonSelection selection) throws UnreadableException {
    return end == 0
        ? NullValue.NULL
        : of(body, start, end, limits, selection, JsonShape.Kinds.NONE).value();
  }
}
