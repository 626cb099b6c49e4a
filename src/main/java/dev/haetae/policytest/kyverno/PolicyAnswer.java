package dev.haetae.policytest.kyverno;

import dev.haetae.engine.Verdict;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policytest.CasePolicies;
import dev.haetae.policytest.CaseText;
import dev.haetae.policytest.ExpressionCoverage;
import dev.haetae.policytest.ReadPolicies;
import dev.haetae.policytest.Situation;
import dev.haetae.resource.Resource;
import java.time.InstantSource;
import java.util.List;

/**
 * The answer of one policy about one resource.
 *
 * @param result {@code pass}, {@code fail}, {@code skip} or {@code error}, in Kyverno's words;
 *     empty when it is undecided
 * @param object the resource, as a mutation leaves it
 * @param told all that was said, in lines
 */
record PolicyAnswer(String result, Resource object, String told) {
  /**
   * Asks a policy.
   *
   * @param situation with the resource as its only object
   */
  static PolicyAnswer of(
      ReadPolicies policies, AdmissionPolicy policy, Situation situation, InstantSource clock) {
    CasePolicies judge = new CasePolicies(policies.only(policy), clock);
    Verdict verdict = judge.judge(situation).getFirst();
    String told = CaseText.of(List.of(verdict));
    return new PolicyAnswer(result(verdict, judge.coverage(), policy), verdict.result(), told);
  }

  private static String result(
      Verdict verdict, List<ExpressionCoverage> coverage, AdmissionPolicy policy) {
    if (!verdict.undecided().isEmpty()) {
      return "";
    }
    if (coverage.stream().anyMatch(one -> one.isCondition() && one.errors() > 0)) {
      return "error";
    }
    if (!verdict.findings().isEmpty()) {
      return policy.type() == AdmissionPolicy.Type.VALIDATING ? "fail" : "error";
    }
    // What a policy that is not for the request decides is never evaluated.
    return coverage.stream().anyMatch(one -> decides(one) && !one.isNever()) ? "pass" : "skip";
  }

  private static boolean decides(ExpressionCoverage one) {
    return !one.path().startsWith("spec.matchConditions")
        && !one.path().startsWith("spec.variables");
  }
}
