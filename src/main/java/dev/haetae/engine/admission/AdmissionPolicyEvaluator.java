package dev.haetae.engine.admission;

import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.policy.admission.Match;
import dev.haetae.policy.admission.MatchResources;
import dev.haetae.policy.admission.MatchSubject;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An evaluator judges requests by ValidatingAdmissionPolicies, as the API server does.
 *
 * <p>Safe for any number of threads.
 */
public final class AdmissionPolicyEvaluator {
  private static final String ANY = "*";

  private final Equivalents equivalents;
  private final Map<String, List<BoundPolicy>> byResource = new TreeMap<>();
  private final List<BoundPolicy> ofAnyResource;

  /**
   * An evaluator.
   *
   * @param equivalents the resources that are served in several versions
   * @param judgesUnbound whether a policy without a binding is judged as if it were bound
   *     everywhere with Deny; the API server does not ask it
   */
  public AdmissionPolicyEvaluator(
      AdmissionPolicies policies, Equivalents equivalents, boolean judgesUnbound) {
    this.equivalents = equivalents;
    List<BoundPolicy> bound = bound(policies, AdmissionPolicy.Type.VALIDATING, judgesUnbound);
    this.ofAnyResource = bound.stream().filter(policy -> policy.isFor(ANY)).toList();
    Set<String> resources = new LinkedHashSet<>();
    bound.forEach(policy -> resources.addAll(policy.resources()));
    for (String resource : resources) {
      byResource.put(
          resource,
          bound.stream().filter(policy -> policy.isFor(resource) || policy.isFor(ANY)).toList());
    }
  }

  /** The policies of a type with their bindings, in the order of names. */
  static List<BoundPolicy> bound(
      AdmissionPolicies policies, AdmissionPolicy.Type type, boolean judgesUnbound) {
    List<BoundPolicy> bound = new ArrayList<>();
    for (AdmissionPolicy policy : policies.policies()) {
      if (policy.type() == type) {
        List<PolicyBinding> bindings =
            policies.bindings().stream()
                .filter(binding -> binding.type() == type && binding.policy().equals(policy.name()))
                .toList();
        if (!bindings.isEmpty()) {
          bound.add(BoundPolicy.of(policy, bindings));
        } else if (judgesUnbound) {
          bound.add(BoundPolicy.of(policy, List.of(everywhere(policy))));
        }
      }
    }
    return bound;
  }

  /** The binding that nobody has written, which puts a policy to work everywhere. */
  public static PolicyBinding everywhere(AdmissionPolicy policy) {
    return new PolicyBinding(
        policy.type(),
        "",
        policy.name(),
        null,
        null,
        MatchResources.ANY,
        policy.type() == AdmissionPolicy.Type.VALIDATING ? Set.of(Action.DENY) : Set.of());
  }

  /** Judges one request by all policies. */
  public AdmissionDecision evaluate(AdmissionAttributes request, Surroundings surroundings) {
    List<BoundPolicy> policies = byResource.getOrDefault(request.resource().name(), ofAnyResource);
    if (policies.isEmpty()) {
      return AdmissionDecision.ALLOWED;
    }
    return new RequestJudgement(request, surroundings, equivalents).by(policies);
  }

  /** The names of the policies that are for a request, or may be, by their constraints. */
  Set<String> matching(AdmissionAttributes request, Surroundings surroundings) {
    MatchSubject subject =
        Subjects.of(request, new RequestValues(request, surroundings).namespace());
    Set<String> names = new HashSet<>();
    for (BoundPolicy bound : byResource.getOrDefault(request.resource().name(), ofAnyResource)) {
      if (bound.policy().match().matches(subject, equivalents).result() != Match.Result.NO) {
        names.add(bound.policy().name());
      }
    }
    return names;
  }

  /**
   * A policy with its bindings.
   *
   * @param resources plural names that it may be for, or {@code *}
   * @param actions the actions of each binding, in the order of writing
   */
  record BoundPolicy(
      AdmissionPolicy policy,
      List<PolicyBinding> bindings,
      Set<String> resources,
      List<ArrayValue> actions) {
    static BoundPolicy of(AdmissionPolicy policy, List<PolicyBinding> bindings) {
      Set<String> resources = new LinkedHashSet<>();
      for (MatchResources.Rule rule : policy.match().resourceRules()) {
        for (String resource : rule.resources()) {
          int slash = resource.indexOf('/');
          resources.add(slash < 0 ? resource : resource.substring(0, slash));
        }
      }
      return new BoundPolicy(
          policy, bindings, resources, bindings.stream().map(BoundPolicy::actions).toList());
    }

    private static ArrayValue actions(PolicyBinding binding) {
      if (binding.source() == null) {
        return new ArrayValue.Builder().add(new StringValue("Deny")).build();
      }
      Value written = binding.source().view().object("spec").value().get("validationActions");
      return written instanceof ArrayValue array ? array : ArrayValue.EMPTY;
    }

    boolean isFor(String resource) {
      return resources.contains(resource);
    }
  }
}
