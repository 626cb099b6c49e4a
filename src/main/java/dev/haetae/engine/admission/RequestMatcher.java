package dev.haetae.engine.admission;

import dev.haetae.engine.admission.AdmissionAttributes.GroupVersionName;
import dev.haetae.policy.admission.MatchResources;
import dev.haetae.resource.tree.ObjectValue;
import org.jspecify.annotations.Nullable;

/** A matcher says whether a policy or a binding is for a request. */
@FunctionalInterface
public interface RequestMatcher {
  /**
   * Matches a request.
   *
   * @param namespace of the request; null when there is none, or it is not known
   */
  Match match(
      MatchResources resources, AdmissionAttributes request, @Nullable ObjectValue namespace);

  /**
   * A match.
   *
   * @param result whether it matches; unknown when that hangs on the namespace's labels
   * @param kind as which the policy wants to see the object
   * @param resource the resource of that kind
   */
  record Match(Result result, GroupVersionName kind, GroupVersionName resource) {}

  /** A result of matching. */
  enum Result {
    /** It is for the request. */
    YES,
    /** It is not. */
    NO,
    /** It may be. */
    UNKNOWN
  }
}
