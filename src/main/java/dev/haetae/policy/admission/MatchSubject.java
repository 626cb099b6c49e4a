package dev.haetae.policy.admission;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subject of matching: what of a request decides whether a policy is for it.
 *
 * @param operation {@code CREATE}, {@code UPDATE}, {@code DELETE} or {@code CONNECT}
 * @param group of the resource
 * @param version of the resource
 * @param resource its plural
 * @param subresource such as {@code scale}; empty for the object itself
 * @param kind of the object as it is sent
 * @param name of the object; empty when one will be generated
 * @param namespace of the object, or the Namespace itself; empty for other cluster-scoped ones
 * @param labels of the object; null without an object
 * @param oldLabels of the object as it was; null without one
 * @param namespaceLabels of that namespace as it is stored; null when they are not known
 */
public record MatchSubject(
    String operation,
    String group,
    String version,
    String resource,
    String subresource,
    String kind,
    String name,
    String namespace,
    @Nullable Map<String, String> labels,
    @Nullable Map<String, String> oldLabels,
    @Nullable Map<String, String> namespaceLabels) {
  // What must work whatever policies say, or there would be no way back.
  private static final Set<String> REVIEWS =
      Set.of(
          "selfsubjectreviews",
          "tokenreviews",
          "localsubjectaccessreviews",
          "selfsubjectaccessreviews",
          "selfsubjectrulesreviews",
          "subjectaccessreviews");
  private static final Set<String> POLICIES =
      Set.of(
          "validatingadmissionpolicies",
          "validatingadmissionpolicybindings",
          "mutatingadmissionpolicies",
          "mutatingadmissionpolicybindings");

  /** Returns whether no policy at all is asked about it. */
  boolean isExempt() {
    return switch (group) {
      case "admissionregistration.k8s.io" -> POLICIES.contains(resource);
      case "authentication.k8s.io", "authorization.k8s.io" -> REVIEWS.contains(resource);
      default -> false;
    };
  }

  /** Returns whether the request is about a Namespace, or a part of one. */
  boolean isNamespace() {
    return resource.equals("namespaces");
  }

  /** Returns whether the labels of the request's object are those that its namespace will have. */
  boolean isNewNamespace() {
    return isNamespace()
        && subresource.isEmpty()
        && (operation.equals("CREATE") || operation.equals("UPDATE"));
  }

  /** Returns whether the object is in no namespace; a Namespace is in none either. */
  boolean isClusterScoped() {
    return namespace.isEmpty() || (isNamespace() && group.isEmpty() && version.equals("v1"));
  }
}
