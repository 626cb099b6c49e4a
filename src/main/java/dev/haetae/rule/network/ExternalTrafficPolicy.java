package dev.haetae.rule.network;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code externalTrafficPolicy} is one of its two words, on a Service that is reached from outside.
 *
 * <p>Why: the words are case-sensitive, and the API server refuses any other, or the field where it
 * means nothing.
 *
 * <p>Looks at {@code spec.externalTrafficPolicy} of Services, as {@code
 * validateServiceExternalTrafficPolicy} of {@code pkg/apis/core/validation/validation.go} does.
 * Allowed: {@code Local} and {@code Cluster} on the types NodePort and LoadBalancer, and on a
 * ClusterIP with {@code externalIPs}.
 */
public final class ExternalTrafficPolicy implements Rule {
  private static final Reason UNKNOWN =
      new Reason("TrafficPolicyUnknown", "The policy is neither Local nor Cluster.");
  private static final Reason NOT_APPLICABLE =
      new Reason("TrafficPolicyNotApplicable", "The Service is not reached from outside.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
              "external-traffic-policy",
              "externalTrafficPolicy is Local or Cluster, and stands on what is reached from"
                  + " outside.",
              Subjects.of(GroupKind.SERVICE),
              List.of(UNKNOWN, NOT_APPLICABLE))
          .at(EnforcementPoint.CHECK);

  private static final String FIELD = "externalTrafficPolicy";
  private static final List<String> POLICIES = List.of("Cluster", "Local");
  private static final List<String> INTERNAL = List.of("ClusterIP", "ExternalName");

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    ServiceView service = ServiceView.of(subject);
    String policy = service.spec().text(FIELD);
    if (policy.isEmpty()) {
      return;
    }
    Path path = service.spec().path(FIELD);
    boolean isReached = isReachedFromOutside(service);
    if (!isReached && !isDropped(policy, context.old())) {
      findings.violation(
          NOT_APPLICABLE,
          path,
          Sentence.of(
                  "%q means nothing on a Service of type %q, which nobody reaches from outside: the"
                      + " API server refuses it",
                  policy, service.type())
              .instead("take the field away, or write type: NodePort or LoadBalancer"));
    } else if (isReached && !POLICIES.contains(policy)) {
      findings.violation(
          UNKNOWN,
          path,
          Sentence.of("%q is neither \"Local\" nor \"Cluster\": the API server refuses it", policy)
              .instead(remedy(policy)));
    }
  }

  private static boolean isReachedFromOutside(ServiceView service) {
    // A misspelt type may mean either of those that are.
    return service.isExternal() || !INTERNAL.contains(service.type());
  }

  // The API server drops what has come along from a type that had it, see dropTypeDependentFields.
  private static boolean isDropped(String policy, @Nullable Resource old) {
    if (old == null) {
      return false;
    }
    ServiceView before = ServiceView.of(old);
    return isReachedFromOutside(before) && before.spec().text(FIELD, "Cluster").equals(policy);
  }

  private static Sentence remedy(String policy) {
    for (String word : POLICIES) {
      if (word.equalsIgnoreCase(policy)) {
        return Sentence.of("write %s, with a capital letter only at the beginning", word);
      }
    }
    return Sentence.of("write Cluster to use every pod, Local to keep the client's address");
  }
}
