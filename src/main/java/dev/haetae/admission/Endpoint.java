package dev.haetae.admission;

import dev.haetae.engine.EndpointPaths;
import dev.haetae.engine.PolicyTable;
import dev.haetae.rule.EnforcementPoint;
import org.jspecify.annotations.Nullable;

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

  private static final Endpoint[] ALL = values();

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

  /**
   * The endpoint at a path as an API server writes it.
   *
   * @param path such as {@code /validate/deny} or {@code /mutate?timeout=5s}
   * @return null when there is none, or the query has other signs than letters, digits, {@code =}
   *     and {@code &}
   */
  public static @Nullable Endpoint at(CharSequence path) {
    for (Endpoint endpoint : ALL) {
      if (endpoint.isAt(path)) {
        return endpoint;
      }
    }
    return null;
  }

  private boolean isAt(CharSequence asked) {
    int length = path.length();
    if (asked.length() < length) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if (asked.charAt(i) != path.charAt(i)) {
        return false;
      }
    }
    return asked.charAt(0) == '/' && (asked.length() == length || isPlainQuery(asked, length));
  }

  private static boolean isPlainQuery(CharSequence path, int from) {
    for (int i = from + 1; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '=' || c == '&';
      if (!plain) {
        return false;
      }
    }
    return path.charAt(from) == '?';
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
