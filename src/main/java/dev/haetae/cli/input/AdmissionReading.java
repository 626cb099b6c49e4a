package dev.haetae.cli.input;

import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.policy.admission.advice.PolicyAdvice;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The reading of Kubernetes' own policies.
 *
 * <p>A class of its own, so that no run without such policies loads what evaluates CEL.
 */
public final class AdmissionReading {
  private AdmissionReading() {}

  /**
   * The policies that were found, with their bindings.
   *
   * @param strict whether warnings are problems
   * @param sources the texts of the files that were read, by name
   * @param problems gets all that the API server would refuse
   * @param notes gets what it would warn of, and what else there is to know
   */
  public static AdmissionPolicies read(
      AdmissionObjects objects,
      boolean strict,
      Map<String, Supplier<String>> sources,
      List<Problem> problems,
      List<String> notes) {
    AdmissionPolicyReader reader =
        new AdmissionPolicyReader(file -> {
          Supplier<String> text = sources.get(file);
          return text == null ? null : text.get();
        });
    objects.registered().forEach(reader::read);
    problems.addAll(reader.problems());
    AdmissionPolicies policies = reader.policies();
    List<Problem> warnings = new ArrayList<>(reader.warnings());
    warnings.addAll(PolicyAdvice.on(policies, definitions(objects), reader.places()));
    if (strict) {
      problems.addAll(warnings);
    } else {
      warnings.forEach(warning -> notes.add(sentence(warning)));
    }
    if (problems.isEmpty()) {
      noteUnbound(policies, objects, notes);
    }
    return policies;
  }

  private static List<Resource> definitions(AdmissionObjects objects) {
    return objects.world().stream()
        .filter(object -> object.kind().equals("CustomResourceDefinition"))
        .toList();
  }

  private static String sentence(Problem warning) {
    String place =
        warning.line() == 0
            ? warning.file()
            : warning.file() + ':' + warning.line() + ':' + warning.column();
    return place + ": " + warning.sentence();
  }

  private static void noteUnbound(
      AdmissionPolicies policies, AdmissionObjects objects, List<String> notes) {
    Set<String> bound = new HashSet<>();
    for (PolicyBinding binding : policies.bindings()) {
      bound.add(binding.type().kind() + ' ' + binding.policy());
      if (!objects.names().contains(binding.policy())) {
        notes.add(
            binding.type().bindingKind()
                + ' '
                + Text.quote(binding.name())
                + " binds a policy that is not there: "
                + Text.quote(binding.policy()));
      }
    }
    for (AdmissionPolicy policy : policies.policies()) {
      String named = policy.type().kind() + ' ' + policy.name();
      if (!bound.contains(named)) {
        notes.add(
            named
                + " has no binding here: it is judged as if it were bound everywhere"
                + (policy.type() == AdmissionPolicy.Type.VALIDATING ? ", with Deny" : "")
                + "; an API server asks no policy without one");
      }
    }
  }
}
