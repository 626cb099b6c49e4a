package dev.haetae.admission;

import dev.haetae.engine.EndpointPaths;
import dev.haetae.engine.PolicyTable;
import dev.haetae.rule.EnforcementPoint;

/** An endpoint is a question that the API server asks, each at a path of its own. */
public enum Endpoint {
  /** Judges an object as it will be stored. */
  VALIDATE(EndpointPaths.VALIDATE, EnforcementPoint.VALIDATE, PolicyTable.Part.ALL),
  /** Judges the same by the policies that deny. */
  VALIDATE_DENY(EndpointPaths.VALIDATE_DENY, EnforcementPoint.VALIDATE, PolicyTable.Part.DENY),
  /** Judges the same by the other policies. */
  VALIDATE_ADVICE(
      EndpointPaths.VALIDATE_ADVICE, EnforcementPoint.VALIDATE, PolicyTable.Part.ADVICE),
  /** Repairs an object before it is judged. */
  MUTATE(EndpointPaths.MUTATE, EnforcementPoint.MUTATE, PolicyTable.Part.ALL);

  private final String path;
  private final String word;
  private final EnforcementPoint point;
  private final PolicyTable.Part part;

  Endpoint(String path, EnforcementPoint point, PolicyTable.Part part) {
    this.path = path;
    this.word = path.substring(1);
    this.point = point;
    this.part = part;
  }

  /** The path that it is asked at, such as {@code /validate/deny}. */
  public String path() {
    return path;
  }

  /** The word by which metrics call it, such as {@code validate/deny}. */
  public String word() {
    return word;
  }

  /** The enforcement point at which it judges. */
  EnforcementPoint point() {
    return point;
  }

  /** The policies it judges by. */
  PolicyTable.Part part() {
    return part;
  }
}
