package dev.haetae.policytest.kyverno;

import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policytest.CaseResult;
import dev.haetae.policytest.ReadPolicies;
import dev.haetae.policytest.Situation;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.defaults.Defaults;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The cases of one Kyverno test: each policy, each resource of which a result is expected. */
public final class KyvernoCases {
  private final ReadPolicies policies;
  private final Situation situation;
  private final InstantSource clock;
  private final List<CaseResult> results = new ArrayList<>();

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
      List<String> differences = new ArrayList<>();
      if (!expected.result().equals(answer.result())) {
        differences.add("expected " + expected.result() + ", and it is " + said(answer.result()));
      } else if (!after.isEmpty()) {
        compare(answer.object(), after, differences);
      }
      String name = policy.name() + " on " + resource.describe();
      add(expected, file, name, differences, answer.told());
    }
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

  // The API server has filled in its defaults by the time it mutates; the file has not.
  private static void compare(Resource mutated, List<Resource> expected, List<String> differences) {
    for (Resource one : expected) {
      if (one.groupKind().equals(mutated.groupKind())
          && one.namespace().equals(mutated.namespace())
          && one.name().equals(mutated.name())) {
        if (!Defaults.of(one.tree()).equals(Defaults.of(mutated.tree()))) {
          differences.add(
              "what the mutation leaves is not what "
                  + one.origin().file()
                  + " holds: "
                  + mutated.tree());
        }
        return;
      }
    }
    differences.add("patchedResources does not hold " + mutated.describe());
  }

  private void add(
      KyvernoResult expected, String file, String name, List<String> differences, String told) {
    results.add(new CaseResult(name, file, expected.line(), differences, told));
  }

  /** What came of all until now. */
  public List<CaseResult> results() {
    return results;
  }
}
