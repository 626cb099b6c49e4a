package dev.haetae.engine.admission;

import dev.haetae.cel.policy.Validation;
import dev.haetae.policy.MatchConstraints;
import dev.haetae.policy.Policy;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.MatchResources;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.rule.Action;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.cel.SubjectKinds;
import dev.haetae.simulator.admission.request.ResourceNames;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Kubernetes' own policies in the form of ours, for those who count and list policies. They judge
 * nothing in that form.
 */
final class AdmissionRules {
  private AdmissionRules() {}

  /** Those of a type, in order of names. */
  static List<Policy> of(AdmissionPolicies policies, AdmissionPolicy.Type type) {
    List<Policy> all = new ArrayList<>();
    for (AdmissionPolicy policy : policies.policies()) {
      if (policy.type() == type) {
        all.add(of(policy, actions(policy, policies.bindings())));
      }
    }
    return List.copyOf(all);
  }

  private static Policy of(AdmissionPolicy policy, Set<Action> actions) {
    SubjectKinds kinds = new SubjectKinds(ResourceNames::plural);
    for (MatchResources.Rule rule : policy.match().resourceRules()) {
      kinds.add(rule.groups(), rule.resources());
    }
    String summary = summary(policy);
    RuleInfo info =
        RuleInfo.denies(
                policy.name(), summary, kinds.subjects(), List.of(new Reason("Invalid", summary)))
            .onRequest();
    return new Policy(
        policy.name(),
        info,
        (_, _, _) -> {},
        actions,
        false,
        policy.failurePolicy(),
        MatchConstraints.EVERYTHING);
  }

  private static Set<Action> actions(AdmissionPolicy policy, List<PolicyBinding> bindings) {
    Set<Action> actions = EnumSet.noneOf(Action.class);
    for (PolicyBinding binding : bindings) {
      if (binding.type() == policy.type() && binding.policy().equals(policy.name())) {
        actions.addAll(binding.actions());
      }
    }
    return actions.isEmpty() ? Set.of(Action.DENY) : actions;
  }

  private static String summary(AdmissionPolicy policy) {
    for (Validation validation : policy.program().validations()) {
      if (!validation.message().isBlank()) {
        return validation.message().strip();
      }
    }
    return "What the expressions of the policy " + policy.name() + " say.";
  }
}
