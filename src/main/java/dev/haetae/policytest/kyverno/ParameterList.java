package dev.haetae.policytest.kyverno;

import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.ParamKind;
import dev.haetae.policy.admission.ParamRef;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a selector finds as Kyverno's command line gives them to a policy: all in one
 * {@code params.items}, where an API server asks the policy once with each.
 */
final class ParameterList {
  private ParameterList() {}

  /**
   * The one object that stands for all that a binding of a policy selects; null when no binding
   * selects, or nothing is found.
   */
  static @Nullable Resource of(
      AdmissionPolicy policy, AdmissionPolicies all, List<Resource> parameters) {
    ParamKind kind = policy.paramKind();
    for (PolicyBinding binding : all.bindings()) {
      ParamRef reference = binding.paramRef();
      LabelSelector selector = reference == null ? null : reference.selector();
      if (kind != null && selector != null && binding.policy().equals(policy.name())) {
        return listed(kind, selector, parameters);
      }
    }
    return null;
  }

  private static @Nullable Resource listed(
      ParamKind kind, LabelSelector selector, List<Resource> parameters) {
    List<Resource> found = new ArrayList<>();
    for (Resource parameter : parameters) {
      if (parameter.kind().equals(kind.kind())
          && parameter.apiVersion().equals(kind.apiVersion())
          && selector.matches(parameter.labels())) {
        found.add(parameter);
      }
    }
    if (found.isEmpty()) {
      return null;
    }
    Resource first = found.getFirst();
    ArrayValue items = ArrayValue.of(found.stream().map(Resource::tree).toList());
    return first.withTree(first.tree().with("items", items));
  }
}
