package dev.haetae.admission;

import dev.haetae.engine.PolicyTable;
import dev.haetae.rule.Door;

/** A webhook's endpoint: what the API server asks of it. */
public enum Endpoint {
  /** Judges an object as it will be stored: {@code POST /validate}. */
  VALIDATE("validate", Door.VALIDATE, PolicyTable.Part.ALL),
  /** The same by the policies that refuse: {@code POST /validate/deny}. */
  VALIDATE_DENY("validate/deny", Door.VALIDATE, PolicyTable.Part.DENY),
  /** The same by the other policies: {@code POST /validate/advice}. */
  VALIDATE_ADVICE("validate/advice", Door.VALIDATE, PolicyTable.Part.ADVICE),
  /** Repairs an object before it is judged: {@code POST /mutate}. */
  MUTATE("mutate", Door.MUTATE, PolicyTable.Part.ALL);

  private final String word;
  private final Door door;
  private final PolicyTable.Part part;

  Endpoint(String word, Door door, PolicyTable.Part part) {
    this.word = word;
    this.door = door;
    this.part = part;
  }

  /** As paths and metrics write it: {@code validate}, {@code validate/deny}. */
  public String word() {
    return word;
  }

  /** Where it stands. */
  Door door() {
    return door;
  }

  /** The policies it judges by. */
  PolicyTable.Part part() {
    return part;
  }
}
