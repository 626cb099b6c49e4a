package dev.haetae.policy.admission;

import org.jspecify.annotations.Nullable;

/**
 * A match says whether a policy or a binding is for a request.
 *
 * @param result yes, no, or not known
 * @param converted as what the request is matched, when it is not for a version that a rule names;
 *     null for the request as it is
 */
public record Match(Result result, @Nullable Equivalent converted) {
  /** It is for the request as it is. */
  public static final Match YES = new Match(Result.YES, null);

  /** It is not. */
  public static final Match NO = new Match(Result.NO, null);

  /** The labels of the namespace decide, and are not known. */
  public static final Match UNKNOWN = new Match(Result.UNKNOWN, null);

  /** An answer with three values. */
  public enum Result {
    /** The policy is for the request. */
    YES,
    /** The policy is not for the request. */
    NO,
    /** The labels of the namespace decide, and are not known. */
    UNKNOWN
  }

  /**
   * Another group or version of the same resource.
   *
   * @param group of both
   * @param version of both
   * @param resource the plural
   * @param kind of its objects, in that group and version; empty when the request's object is of a
   *     kind of its own and stays as it is: a Scale
   */
  public record Equivalent(String group, String version, String resource, String kind) {}

  /** The same match, if the labels of the namespace allow it. */
  Match unknown() {
    return converted == null ? UNKNOWN : new Match(Result.UNKNOWN, converted);
  }
}
