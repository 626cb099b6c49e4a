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

  JsonReading(Value value, byte[] body, int start, int end, Limits limits) {
    this.value = value;
    this.body = body;
    this.start = start;
    this.end = end;
    this.limits = limits;
  }

  /** The selected parts. */
  public Value value() {
    return value;
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
        : JsonReader.review(body, start, end, limits, selection).value();
  }
}
