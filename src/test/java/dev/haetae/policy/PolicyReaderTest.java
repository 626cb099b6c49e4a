package dev.haetae.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.rule.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
  private static PolicyReader read(String yaml) {
    return new PolicyReader().read(yaml.getBytes(UTF_8), "p.yaml");
  }

  private static List<String> problems(String yaml) {
    return read(yaml).problems().stream()
        .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message())
        .toList();
  }

  @Test
  void readsAPolicyWithItsDefaults() {
    Policy policy =
        read("""
        apiVersion: haetae.dev/v1alpha1
        kind: Policy
        metadata: {name: mine}
        spec: {rule: no-host-path}
        """)
            .policies()
            .getFirst();
    assertThat(policy.name()).isEqualTo("mine");
    assertThat(policy.action()).isEqualTo(Action.DENY);
    assertThat(policy.mutate()).isFalse();
    assertThat(policy.failurePolicy()).isEqualTo(FailurePolicy.FAIL);
    assertThat(policy.match()).isEqualTo(MatchConstraints.EVERYTHING);
  }

  @Test
  void reportsEveryProblemAtOnceWithItsPlace() {
    assertThat(
            problems(
                """
                apiVersion: haetae.dev/v1alpha1
                kind: Policy
                metadata: {name: mine}
                spec:
                  rule: no-host-path
                  parameters:
                    allowedPath: []
                    allowedPaths: [{pathPrefix: 5}, x]
                  validationActions: [Deny, Warn, Log]
                  mutate: "yes"
                  failurePolicy: Sometimes
                  matchConstraints:
                    excludedNamespaces: [a]
                    namespaceSelector: {matchLabels: {a: 5}}
                """))
        .contains(
            "9:3 spec.validationActions must hold Deny, Warn or Audit, not \"Log\"",
            "9:3 spec.validationActions cannot hold both Deny and Warn: they say the same twice",
            "10:3 spec.mutate must be a boolean, not a string",
            "11:3 spec.failurePolicy must be one of Fail, Ignore, not \"Sometimes\"",
            "14:39 spec.matchConstraints.namespaceSelector.matchLabels.a must be a string, not a"
                + " number 5",
            "8:37 spec.parameters.allowedPaths[1] must be an object, not a string",
            "7:5 spec.parameters.allowedPath is unknown; known are allowedPaths",
            "13:5 spec.matchConstraints.excludedNamespaces is unknown; known are excludeAgents,"
                + " excludeNamespaces, excludeResourceRules, namespaceSelector, objectSelector,"
                + " resourceRules");
  }

  @Test
  void namesTheRulesThereAre() {
    assertThat(
            problems(
                """
                apiVersion: haetae.dev/v1alpha1
                kind: Policy
                metadata: {name: mine}
                spec: {rule: no-hostpath}
                """))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("4:8 spec.rule names no rule: \"no-hostpath\"; ");
  }

  @Test
  void refusesWhatIsNoPolicy() {
    assertThat(
            problems(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: a}
                """))
        .containsExactly("2:1 kind must be Policy of haetae.dev/v1alpha1, not \"Pod\"");
    assertThat(problems("# nothing\n")).containsExactly("0:0 there is no policy in this file");
  }

  @Test
  void refusesTwoPoliciesOfOneName() {
    String policy =
        """
        apiVersion: haetae.dev/v1alpha1
        kind: Policy
        metadata: {name: mine}
        spec: {rule: no-host-path}
        """;
    assertThat(problems(policy + "---\n" + policy))
        .containsExactly("8:12 metadata.name is the name of two policies: \"mine\"");
  }

  @Test
  void refusesToRepairWhatCannotBe() {
    assertThat(
            problems(
                """
                apiVersion: haetae.dev/v1alpha1
                kind: Policy
                metadata: {name: mine}
                spec: {rule: no-host-path, mutate: true}
                """))
        .containsExactly("4:28 spec.mutate is true, but no-host-path has nothing to repair");
  }

  @Test
  void loadsTheWholePack() {
    List<String> asked = List.of("liveness-probe");
    assertThat(ShippedPolicies.load())
        .extracting(Policy::name)
        .doesNotContainAnyElementsOf(asked)
        .containsExactlyElementsOf(
            RuleCatalog.ids().stream().filter(id -> !asked.contains(id)).toList());
    assertThat(ShippedPolicies.load(asked)).extracting(Policy::name).isEqualTo(asked);
  }
}
