package dev.haetae.policytest.kyverno;

import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policytest.CaseResult;
import dev.haetae.policytest.MutatedObject;
import dev.haetae.policytest.ReadPolicies;
import dev.haetae.policytest.Situation;
import dev.haetae.resource.Resource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The cases of one Kyverno test: each policy, each resource of which a result is expected. */
public final class KyvernoCases {
  private final ReadPolicies policies;
  private final Situation situation;
  private final InstantSource clock;
  private final List<CaseResult> results = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * Cases.
   *
   * @param policies without a problem
   * @param situation with all resources of the test
   */
  public KyvernoCases(ReadPolicies policies, Situation situation, InstantSource clock) {
    this.policies = policies;
    this.situation = situation;
    this.clock = clock;
  }

  /**
   * Runs the cases of one expected result.
   *
   * @param file of the test, as the user named it
   * @param patched gives the resources after the mutation, where they are expected
   */
  public void run(
      KyvernoResult expected, String file, Function<KyvernoResult, List<Resource>> patched) {
    AdmissionPolicy policy = policy(expected);
    List<Resource> resources = situation.objects().stream().filter(expected::isAbout).toList();
    if (policy == null || resources.isEmpty()) {
      String missing =
          policy == null
              ? "there is no " + expected.type().kind() + " of this name"
              : "there is no such resource";
      add(expected, file, named(expected), List.of(missing), "");
      return;
    }
    List<Resource> after = patched.apply(expected);
    for (Resource resource : resources) {
      PolicyAnswer answer = PolicyAnswer.of(policies, policy, situation.about(resource), clock);
      List<String> differences = differences(expected, answer, after);
      if (!differences.isEmpty() && passesWithList(expected, policy, resource, after)) {
        differences = List.of();
      }
      String name = policy.name() + " on " + resource.describe();
      add(expected, file, name, differences, answer.told());
    }
  }

  private boolean passesWithList(
      KyvernoResult expected, AdmissionPolicy policy, Resource resource, List<Resource> after) {
    Resource list = ParameterList.of(policy, policies.inTree(), situation.parameters());
    if (list == null) {
      return false;
    }
    Situation listed = situation.about(resource).with(List.of(list));
    PolicyAnswer answer = PolicyAnswer.of(policies, policy, listed, clock);
    boolean passes = differences(expected, answer, after).isEmpty();
    if (passes) {
      notes.add(
          policy.name()
              + " is as expected only where params.items holds all that the selector finds, as"
              + " Kyverno's command line gives it: an API server asks once with each, as params");
    }
    return passes;
  }

  private List<String> differences(
      KyvernoResult expected, PolicyAnswer answer, List<Resource> after) {
    List<String> differences = new ArrayList<>();
    if (!expected.result().equals(answer.result())) {
      differences.add("expected " + expected.result() + ", and it is " + said(answer.result()));
    } else if (!after.isEmpty()) {
      MutatedObject.compare(answer.object(), after, null, situation.inventory(), differences);
    }
    return differences;
  }

  private static String named(KyvernoResult expected) {
    return expected.policy() + " on " + String.join(", ", expected.resources());
  }

  private static String said(String result) {
    return result.isEmpty() ? "undecided" : result;
  }

  private @Nullable AdmissionPolicy policy(KyvernoResult expected) {
    for (AdmissionPolicy policy : policies.inTree().policies()) {
      if (policy.type() == expected.type() && policy.name().equals(expected.policy())) {
        return policy;
      }
    }
    return null;
  }

  private void add(
      KyvernoResult expected, String file, String name, List<String> differences, String told) {
    results.add(new CaseResult(name, file, expected.line(), differences, told));
  }

  /** What the user should know besides. */
  public Set<String> notes() {
    return notes;
  }

  /** What came of all until now. */
  public List<CaseResult> results() {
    return results;
  }
}
