package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kyverno's files of tests: its own where they are, and what ours say of mistakes. */
final class KyvernoTestsTest {
  private static final String HEAD =
      """
      apiVersion: cli.kyverno.io/v1alpha1
      kind: Test
      metadata: {name: test}
      policies: [policy.yaml]
      resources: [resources.yaml]
      """;

  @TempDir private Path folder;

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @BeforeEach
  void writePolicies() throws IOException {
    file(
        "policy.yaml",
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: few-keys}
        spec:
          matchConstraints:
            resourceRules:
              - {apiGroups: [""], apiVersions: [v1], resources: [configmaps]}
          matchConditions:
            - {name: not-exempt, expression: "object.metadata.name != 'exempt'"}
          validations:
            - {expression: object.data.size() < 2, message: one key will do}
            - {expression: "request.userInfo.username != 'jane' || object.data.size() == 0"}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: few-keys}
        spec: {policyName: few-keys}
        ---
        apiVersion: admissionregistration.k8s.io/v1alpha1
        kind: MutatingAdmissionPolicy
        metadata: {name: add-colour}
        spec:
          matchConstraints:
            resourceRules:
              - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}
          reinvocationPolicy: Never
          mutations:
            - patchType: JSONPatch
              jsonPatch:
                expression: >-
                  [JSONPatch{op: 'add', path: '/metadata/labels', value: {'colour': 'red'}}]
        """);
    file(
        "resources.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: small}
        data: {a: "1"}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: large, namespace: team}
        data: {a: "1", b: "2"}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: exempt}
        data: {a: "1", b: "2"}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: secret}
        """);
    file(
        "user.yaml",
        """
        apiVersion: cli.kyverno.io/v1alpha1
        kind: UserInfo
        metadata: {name: user}
        userInfo: {username: joe}
        """);
  }

  private Trial test(String results) throws IOException {
    file("kyverno-test.yaml", HEAD + results);
    Trial trial = Trial.of("test", folder.toString());
    return new Trial(trial.code(), trial.out().replace(folder.toString(), "F"), trial.err());
  }

  private static String result(String resource, String result) {
    return """
    results:
    - policy: few-keys
      isValidatingAdmissionPolicy: true
      kind: ConfigMap
      resources: [%s]
      result: %s
    """
        .formatted(resource, result);
  }

  @ParameterizedTest
  @CsvSource({
    "test-validating-admission-policy, 28 cases in 10 suites: 28 passed",
    "test-mutating-admission-policy, 17 cases in 14 suites: 17 passed"
  })
  void kyvernosOwnTestsPass(String name, String summary) {
    Trial trial = Trial.of("test", SharedFolder.kyverno(name).toString());
    assertThat(trial.out()).contains(summary).contains(" 0 failed");
    assertThat(trial.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"small, pass", "large, fail", "team/large, fail", "exempt, skip"})
  void aResultIsPassFailOrSkip(String resource, String result) throws IOException {
    Trial trial = test("userinfo: user.yaml\n" + result(resource, result));
    assertThat(trial.out()).contains("1 case passes");
    assertThat(trial.code()).isZero();
  }

  @Test
  void aResultThatIsAnotherSaysWhichAndWhy() throws IOException {
    Trial trial = test("userinfo: user.yaml\n" + result("large", "pass"));
    assertThat(trial.out())
        .contains("fails F/kyverno-test.yaml:8 few-keys on ConfigMap team/large")
        .contains("expected pass, and it is fail")
        .contains("one key will do");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void aResultThatHangsOnWhoAsksIsUndecided() throws IOException {
    Trial trial = test(result("small", "pass"));
    assertThat(trial.out()).contains("expected pass, and it is undecided").contains("--as");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void aMutationIsComparedWithWhatItShouldLeave() throws IOException {
    String patched =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: small
          labels: {colour: %s}
        data: {a: "1"}
        """;
    String results =
        """
        results:
        - policy: add-colour
          isMutatingAdmissionPolicy: true
          resources: [small]
          patchedResources: patched.yaml
          result: pass
        """;
    file("patched.yaml", patched.formatted("red"));
    assertThat(test(results).out()).contains("1 case passes").contains("write admissionreg");
    file("patched.yaml", patched.formatted("blue"));
    Trial other = test(results);
    assertThat(other.out()).contains("what the mutation leaves is not what F/patched.yaml holds");
    assertThat(other.code()).isEqualTo(1);
  }

  @Test
  void whatKyvernoDoesNotAskForIsFilledInWithANote() throws IOException {
    assertThat(test("userinfo: user.yaml\n" + result("small", "pass")).out())
        .contains("few-keys has a rule without operations, and is read as if for all")
        .contains("few-keys has no validationActions, and is read as if to Deny");
  }

  @Test
  void resultsForOtherKindsArePassedOverWithANote() throws IOException {
    Trial trial =
        test("results:\n- {policy: other, rule: some, kind: Pod, resources: [a], result: pass}\n");
    assertThat(trial.out())
        .contains("no case was run")
        .contains("1 result is for other kinds of policies than Kubernetes' own, and passed over");
    assertThat(trial.out()).contains("error no case was run");
    assertThat(trial.code()).isEqualTo(3);
  }

  @Test
  void aPolicyOrAResourceThatIsNotThereFails() throws IOException {
    assertThat(test(result("nobody", "pass")).out()).contains("there is no such resource");
    assertThat(test(result("small", "pass").replace("policy: few-keys", "policy: many-keys")).out())
        .contains("there is no ValidatingAdmissionPolicy of this name");
  }

  @Test
  void whatCannotBeReadHasItsPlace() throws IOException {
    Trial trial = test("userinfo: nobody.yaml\n" + result("small", "perhaps"));
    assertThat(trial.out())
        .contains("F/kyverno-test.yaml:12:3: error results[0].result must be one of pass, fail");
    assertThat(trial.code()).isEqualTo(3);
    assertThat(test("userinfo: nobody.yaml\n" + result("small", "pass")).out())
        .contains("F/nobody.yaml: error");
    assertThat(
            test("paramResources: ['https://example.com/p.yaml']\n" + result("small", "pass"))
                .out())
        .contains("what is not on this machine is not read: https://example.com/p.yaml");
  }
}
