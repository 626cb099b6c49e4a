package dev.haetae.rule.cel;

import static dev.haetae.rule.cel.OwnPolicies.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.policy.Policy;
import dev.haetae.resource.GroupKind;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Subjects;
import org.junit.jupiter.api.Test;

final class CelRuleReaderTest {
  private static Policy policy(String spec) {
    return OwnPolicies.read(OwnPolicies.policy(spec)).policies().getFirst();
  }

  @Test
  void aPolicyIsItsOwnRule() {
    Policy policy =
        policy(
            """
            matchConstraints:
              resourceRules:
              - {apiGroups: [apps], resources: [deployments, statefulsets]}
              - {apiGroups: [networking.k8s.io], resources: [ingresses, networkpolicies]}
            validations:
            - {expression: 'true', message: all is well}
            """);
    assertThat(policy.info().id()).isEqualTo("mine");
    assertThat(policy.info().summary()).isEqualTo("all is well");
    assertThat(policy.info().points()).doesNotContain(EnforcementPoint.MUTATE);
    assertThat(policy.info().subjects())
        .isEqualTo(
            Subjects.of(
                GroupKind.DEPLOYMENT,
                GroupKind.STATEFUL_SET,
                new GroupKind("networking.k8s.io", "Ingress"),
                new GroupKind("networking.k8s.io", "NetworkPolicy")));
  }

  @Test
  void aResourceThatIsNotKnownIsLookedForAmongAllKinds() {
    for (String rule :
        new String[] {
          "{apiGroups: [example.com], resources: [widgets]}",
          "{apiGroups: ['*'], resources: [pods]}",
          "{apiGroups: [''], resources: [pods/ephemeralcontainers]}",
          "{resources: [pods]}"
        }) {
      String spec =
          "matchConstraints: {resourceRules: ["
              + rule
              + "]}\nvalidations: [{expression: 'true'}]\n";
      assertThat(policy(spec).info().subjects()).as(rule).isEqualTo(Subjects.EVERYTHING);
    }
  }

  @Test
  void aPolicyForPodTemplatesIsForEveryCarrier() {
    assertThat(policy("podTemplates: true\nvalidations: [{expression: 'has(pod.spec)'}]\n").info())
        .satisfies(info -> assertThat(info.subjects()).isEqualTo(Subjects.carriersAnd()));
  }

  @Test
  void aPolicyThatPredictsHasItsKindsFollowed() {
    assertThat(
            policy(
                    """
                    podTemplates: true
                    validations: [{expression: 'predict.pod(pod).outcome == "Schedulable"'}]
                    """)
                .info()
                .world())
        .containsExactlyInAnyOrder(GroupKind.RUNTIME_CLASS, GroupKind.PRIORITY_CLASS);
  }

  @Test
  void aRuleAndExpressionsExcludeEachOther() {
    assertThat(problems("rule: no-host-path\nvalidations: [{expression: 'true'}]\n"))
        .containsExactly(
            "5:3 spec.rule cannot be written beside expressions: a policy has a rule or its own");
  }

  @Test
  void aPolicyNeedsARuleOrExpressions() {
    assertThat(problems("validationActions: [Deny]\n"))
        .containsExactly("4:1 spec.rule names no rule: \"\"; 'haetae rules' lists them");
    assertThat(problems("variables: [{name: a, expression: '1'}]\n"))
        .containsExactly(
            "4:1 spec.validations must hold at least one, where there are no mutations either");
  }

  @Test
  void whatIsUnknownOrOfAWrongTypeIsToldWithItsPlace() {
    assertThat(
            problems(
                """
                podTemplates: perhaps
                validations:
                - expression: 'true'
                  massage: hello
                - expression: 5
                - expression: 'true'
                  reason: Unauthorized
                parametres: {}
                """))
        .containsExactlyInAnyOrder(
            "5:3 spec.podTemplates must be a boolean, not a string",
            "8:5 spec.validations[0].massage is unknown; known are expression, message,"
                + " messageExpression, reason",
            "9:5 spec.validations[1].expression must be a string, not a number",
            "9:5 spec.validations[1].expression: Required value: expression is not specified",
            "11:5 spec.validations[2].reason: Unsupported value: \"Unauthorized\": supported"
                + " values: \"Forbidden\", \"Invalid\", \"RequestEntityTooLarge\"",
            "12:3 spec.parametres is unknown; known are auditAnnotations, failurePolicy,"
                + " matchConditions, matchConstraints, mutate, mutations, parameters,"
                + " podTemplates, rule, validationActions, validations, variables");
  }

  @Test
  void aFieldThatTheWorldDoesNotKeepIsAnErrorAtLoad() {
    assertThat(
            problems(
                """
                validations:
                - expression: inventory.claim('a', 'b').value().storageclass == ''
                """))
        .containsExactly(
            "6:5 spec.validations[0].expression does not compile: 1:34: undefined field"
                + " 'storageclass'");
  }

  @Test
  void whatAVariableHoldsIsKnownByItsFields() {
    assertThat(
            problems(
                """
                variables: [{name: node, expression: "inventory.nodes()[0]"}]
                validations: [{expression: variables.node.label == ''}]
                """))
        .containsExactly(
            "6:18 spec.validations[0].expression does not compile: 1:15: undefined field 'label'");
  }

  @Test
  void aFunctionIsCalledWithItsTypes() {
    assertThat(problems("validations: [{expression: 'inventory.claim(1, 2).hasValue()'}]\n"))
        .singleElement()
        .asString()
        .contains("found no matching overload for 'claim'");
  }

  @Test
  void thePodIsThereForPodTemplatesOnly() {
    assertThat(problems("validations: [{expression: 'has(pod.spec)'}]\n"))
        .singleElement()
        .asString()
        .contains("undeclared reference to 'pod'");
  }

  @Test
  void theIdOfARuleIsNoNameForExpressions() {
    assertThat(
            OwnPolicies.read(
                    OwnPolicies.policy("validations: [{expression: 'true'}]\n")
                        .replace("mine", "no-host-path"))
                .problems())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .isEqualTo(
                    "metadata.name is the id of a rule, which is something else than these"
                        + " expressions: \"no-host-path\""));
  }

  @Test
  void aNameThatNoObjectCanHaveIsAProblem() {
    assertThat(
            OwnPolicies.read(
                    OwnPolicies.policy("validations: [{expression: 'true'}]\n")
                        .replace("mine", "My_Own"))
                .problems())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message()).startsWith("metadata.name: a lowercase RFC 1123"));
  }
}
