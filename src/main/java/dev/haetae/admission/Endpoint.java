package dev.haetae.admission;

import dev.haetae.engine.PolicyTable;
import dev.haetae.rule.EnforcementPoint;

/** A webhook's endpoint: what the API server asks of it. */
public enum Endpoint {
  /** Judges an object as it will be stored: {@code POST /validate}. */
  VALIDATE("validate", EnforcementPoint.VALIDATE, PolicyTable.Part.ALL),
  /** The same by the policies that refuse: {@code POST /validate/deny}. */
  VALIDATE_DENY("validate/deny", EnforcementPoint.VALIDATE, PolicyTable.Part.DENY),
  /** The same by the other policies: {@code POST /validate/advice}. */
  VALIDATE_ADVICE("validate/advice", EnforcementPoint.VALIDATE, PolicyTable.Part.ADVICE),
  /** Repairs an object before it is judged: {@code POST /mutate}. */
  MUTATE("mutate", EnforcementPoint.MUTATE, PolicyTable.Part.ALL);

  private final String word;
  private final EnforcementPoint point;
  private final PolicyTable.Part part;

  Endpoint(String word, EnforcementPoint point, PolicyTable.Part part) {
    this.word = word;
    this.point = point;
    this.part = part;
  }

  /** As paths and metrics write it: {@code validate}, {@code validate/deny}. */
  public String word() {
    return word;
  }

  /** Where it stands. */
  EnforcementPoint point() {
    return point;
  }

  /** The policies it judges by. */
  PolicyTable.Part part() {
    return part;
  }
}
