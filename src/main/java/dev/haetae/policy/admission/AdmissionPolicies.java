package dev.haetae.policy.admission;

import java.util.List;

/**
 * The admission policies that were read, with their bindings.
 *
 * @param policies in the order of names, validating ones first
 * @param bindings in the order of names; of a policy without one, the binding that nobody has
 *     written is not among them
 */
public record AdmissionPolicies(List<AdmissionPolicy> policies, List<PolicyBinding> bindings) {
  /** No policy. */
  public static final AdmissionPolicies NONE = new AdmissionPolicies(List.of(), List.of());

  /** Policies and bindings, with copies of its own. */
  public AdmissionPolicies {
    policies = List.copyOf(policies);
    bindings = List.copyOf(bindings);
  }

  /** Returns whether there is no policy. */
  public boolean isEmpty() {
    return policies.isEmpty();
  }
}
