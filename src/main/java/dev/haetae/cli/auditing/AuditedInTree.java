package dev.haetae.cli.auditing;

import dev.haetae.cli.input.AdmissionObjects;
import dev.haetae.cli.input.AdmissionReading;
import dev.haetae.engine.InTreePolicies;
import dev.haetae.engine.admission.AdmissionJudge;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Kubernetes' own policies that an audit judges by: those that are named, and those of what is
 * audited. Of the latter those count that are bound, as they do there, and what is wrong with one
 * is no more than a note.
 *
 * <p>A class of its own, so that no audit without such policies loads what evaluates CEL.
 */
final class AuditedInTree {
  private AuditedInTree() {}

  /**
   * The judge of all of them.
   *
   * @param named gets the policies that were named, and what they look at
   * @param audited the policies of what is audited, their bindings, and what they look at
   * @param rules names; of all policies when there are none
   * @param closed whether what is not among the objects does not exist
   */
  static InTreePolicies read(
      AdmissionObjects named,
      boolean strict,
      List<Resource> audited,
      List<String> rules,
      boolean closed,
      Map<String, Supplier<String>> sources,
      List<Problem> problems,
      List<String> notes) {
    AdmissionPolicies given = AdmissionReading.read(named, strict, sources, problems, notes);
    AdmissionObjects there = new AdmissionObjects();
    audited.stream().filter(AdmissionObjects::isRegistration).forEach(there::register);
    AdmissionPolicies all = together(given, found(there, sources, notes), rules);
    if (all.isEmpty()) {
      return InTreePolicies.NONE;
    }
    List<Resource> seen = new ArrayList<>(named.world());
    for (Resource object : audited) {
      if (named.looksAt(object.groupKind()) || there.looksAt(object.groupKind())) {
        seen.add(object);
      }
    }
    return new AdmissionJudge(all, null, closed).seeing(seen);
  }

  private static AdmissionPolicies found(
      AdmissionObjects there, Map<String, Supplier<String>> sources, List<String> notes) {
    if (there.isEmpty()) {
      return AdmissionPolicies.NONE;
    }
    List<Problem> wrong = new ArrayList<>();
    List<String> unbound = new ArrayList<>();
    AdmissionPolicies found = AdmissionReading.read(there, false, sources, wrong, unbound);
    wrong.forEach(problem -> notes.add(problem.file() + ": not judged by: " + problem.message()));
    Set<String> bound = new HashSet<>();
    found.bindings().forEach(binding -> bound.add(binding.type() + " " + binding.policy()));
    List<AdmissionPolicy> asked = new ArrayList<>();
    for (AdmissionPolicy policy : found.policies()) {
      if (bound.contains(policy.type() + " " + policy.name())) {
        asked.add(policy);
      }
    }
    int idle = found.policies().size() - asked.size();
    if (idle > 0) {
      notes.add(
          (idle == 1 ? "1 admission policy is" : idle + " admission policies are")
              + " there without a binding, and not judged by");
    }
    return new AdmissionPolicies(asked, found.bindings());
  }

  // What is named stands for what is there of the same name.
  private static AdmissionPolicies together(
      AdmissionPolicies given, AdmissionPolicies found, List<String> rules) {
    Set<String> names = new HashSet<>();
    given.policies().forEach(policy -> names.add(policy.type() + " " + policy.name()));
    List<AdmissionPolicy> policies =
        Stream.concat(
                given.policies().stream(),
                found.policies().stream()
                    .filter(policy -> !names.contains(policy.type() + " " + policy.name())))
            .filter(policy -> rules.isEmpty() || rules.contains(policy.name()))
            .sorted(
                Comparator.comparing(AdmissionPolicy::type).thenComparing(AdmissionPolicy::name))
            .toList();
    List<PolicyBinding> bindings = new ArrayList<>(given.bindings());
    for (PolicyBinding binding : found.bindings()) {
      if (!names.contains(binding.type() + " " + binding.policy())) {
        bindings.add(binding);
      }
    }
    bindings.sort(Comparator.comparing(PolicyBinding::name));
    return new AdmissionPolicies(policies, bindings);
  }
}
