package dev.haetae.policytest;

import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.policy.admission.ExpressionPlaces;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The policies of a suite as they were read: ours and Kubernetes' own, with all that may stand
 * beside them.
 *
 * @param policies ours
 * @param exceptions from ours
 * @param inTree Kubernetes' own, with their bindings
 * @param parameters objects that these may take for their parameters
 * @param problems all that is wrong with them
 * @param warnings what the API server would take with a warning
 */
public record ReadPolicies(
    List<Policy> policies,
    List<PolicyException> exceptions,
    AdmissionPolicies inTree,
    List<Resource> parameters,
    List<Problem> problems,
    List<Problem> warnings) {
  /** Policies, with copies of their own. */
  public ReadPolicies {
    policies = List.copyOf(policies);
    exceptions = List.copyOf(exceptions);
    parameters = List.copyOf(parameters);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads policies.
   *
   * @param objects all that stands in the files of policies
   * @param texts gives the texts of the files
   */
  public static ReadPolicies of(List<Resource> objects, ExpressionPlaces.Texts texts) {
    PolicyReader ours = new PolicyReader();
    Set<GroupKind> kinds = new HashSet<>();
    List<Resource> theirs = new ArrayList<>();
    for (Resource object : objects) {
      if (AdmissionPolicyReader.reads(object)) {
        theirs.add(object);
        addParameters(object, kinds);
      }
    }
    List<Resource> parameters = new ArrayList<>();
    for (Resource object : objects) {
      if (kinds.contains(object.groupKind())) {
        parameters.add(object);
      } else if (!AdmissionPolicyReader.reads(object)) {
        ours.read(object);
      }
    }
    // Where there are none, what evaluates expressions is not loaded.
    return theirs.isEmpty() ? of(ours) : of(ours, parameters, theirs, texts);
  }

  /** One of Kubernetes' own policies alone, with its bindings. */
  public ReadPolicies only(AdmissionPolicy policy) {
    return new ReadPolicies(
        List.of(),
        List.of(),
        new AdmissionPolicies(
            List.of(policy),
            inTree.bindings().stream()
                .filter(binding ->
                    binding.type() == policy.type() && binding.policy().equals(policy.name()))
                .toList()),
        parameters,
        List.of(),
        List.of());
  }

  private static void addParameters(Resource policy, Set<GroupKind> kinds) {
    if (policy.tree().get("spec") instanceof ObjectValue spec
        && spec.get("paramKind") instanceof ObjectValue kind) {
      kinds.add(GroupKind.of(kind.text("apiVersion"), kind.text("kind")));
    }
  }

  private static ReadPolicies of(PolicyReader ours) {
    return new ReadPolicies(
        ours.policies(),
        ours.exceptions(),
        AdmissionPolicies.NONE,
        List.of(),
        ours.problems(),
        List.of());
  }

  private static ReadPolicies of(
      PolicyReader ours,
      List<Resource> parameters,
      List<Resource> theirs,
      ExpressionPlaces.Texts texts) {
    AdmissionPolicyReader reader = new AdmissionPolicyReader(texts);
    theirs.forEach(reader::read);
    List<Problem> problems = new ArrayList<>(ours.problems());
    problems.addAll(reader.problems());
    return new ReadPolicies(
        ours.policies(),
        ours.exceptions(),
        reader.policies(),
        parameters,
        problems,
        reader.warnings());
  }
}
