package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code haetae test} finds, runs and says. */
final class TestCommandTest {
  private static final String POLICY =
      """
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata:
        name: few-replicas
      spec:
        matchConstraints:
          resourceRules:
            - apiGroups: [apps]
              apiVersions: [v1]
              operations: [CREATE, UPDATE]
              resources: [deployments]
        validations:
          - expression: object.spec.replicas <= 5
            message: at most five replicas
            reason: Forbidden
      """;

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }

  private void replicas(String name, int replicas) throws IOException {
    file(
        "cases/" + name + ".yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: %s
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - {name: web, image: web:1}
        """
            .formatted(replicas));
  }

  private Trial test(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "test";
    arguments[1] = folder.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    Trial trial = Trial.of(arguments);
    return new Trial(trial.code(), trial.out().replace(folder.toString(), "F"), trial.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"policies", "examples/policies"})
  void whatIsShippedPasses(String shipped) {
    Trial trial = Trial.of("test", shipped);
    assertThat(trial.out()).contains(" 0 failed").doesNotContain(": error");
    assertThat(trial.code()).isZero();
  }

  @Test
  void aCaseThatPassesCountsTheOutcomesOfEachExpression() throws IOException {
    file("policy.yaml", POLICY);
    replicas("allow.few", 5);
    replicas("deny.Forbidden", 6);
    Trial trial = test("--require-coverage");
    assertThat(trial.out())
        .isEqualTo(
            """
            F: 2 cases pass
              F/policy.yaml:13:7  true 1, false 1  spec.validations[0].expression
            2 cases in 1 suite: 2 passed, 0 failed; 1 of 1 expression covered
            """);
    assertThat(trial.code()).isZero();
  }

  @Test
  void anExpressionThatWasNeverFalseFailsARunThatRequiresCoverage() throws IOException {
    file("policy.yaml", POLICY);
    replicas("allow.few", 5);
    assertThat(test().code()).isZero();
    Trial trial = test("--require-coverage");
    assertThat(trial.out()).contains("true 1, false 0").contains("0 of 1 expression covered");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void aCaseThatFailsSaysWhatWasExpectedAndWhatWasSaid() throws IOException {
    file("policy.yaml", POLICY);
    replicas("allow.many", 6);
    replicas("deny.Forbidden.few", 1);
    replicas("deny.Invalid.many", 6);
    Trial trial = test();
    assertThat(trial.out().lines())
        .contains(
            "F: 3 of 3 cases fail",
            "  fails F/cases/allow.many.yaml",
            "    what was said:",
            "        at most five replicas",
            "    expected a denial for Forbidden, and there is none",
            "    expected a denial for Invalid, and there are others");
    assertThat(trial.out()).contains("expected nothing to be found: deny Forbidden of Deployment");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void theWordsOfACaseAreComparedWhereTheyAreWritten() throws IOException {
    file("policy.yaml", POLICY);
    replicas("deny.Forbidden", 6);
    file("cases/deny.Forbidden.expected.txt", "something else\n");
    Trial trial = test();
    assertThat(trial.out())
        .contains("what is said is not what F/cases/deny.Forbidden.expected.txt holds");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void whatAMutationLeavesIsComparedWhereItIsWritten() throws IOException {
    file(
        "policy.yaml",
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicy
        metadata:
          name: one-replica
        spec:
          matchConstraints:
            resourceRules:
              - apiGroups: [apps]
                apiVersions: [v1]
                operations: [CREATE]
                resources: [deployments]
          reinvocationPolicy: Never
          mutations:
            - patchType: ApplyConfiguration
              applyConfiguration:
                expression: "Object{spec: Object.spec{replicas: 1}}"
        """);
    replicas("mutate.to-one", 6);
    replicas("mutate.to-one.expected", 1);
    assertThat(test().out()).contains("1 case passes").contains("value 1");
    replicas("mutate.to-one.expected", 2);
    Trial trial = test();
    assertThat(trial.out())
        .contains("what the mutation leaves is not what F/cases/mutate.to-one.expected.yaml holds");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void aFileThatIsNoCaseIsAnErrorAndTheOthersRun() throws IOException {
    file("policy.yaml", POLICY);
    replicas("allow.few", 5);
    replicas("denied", 6);
    file("cases/deny.Forbidden.params.yaml", "{}");
    Trial trial = test();
    assertThat(trial.out())
        .contains(
            "F/cases/denied.yaml: error is no case: a case's name begins with allow, deny, warn,"
                + " mutate or undecided and ends with .yaml")
        .contains(
            "F/cases/deny.Forbidden.params.yaml: error belongs to no case: there is no"
                + " deny.Forbidden.yaml")
        .contains("1 passed, 0 failed, 2 errors");
    assertThat(trial.code()).isEqualTo(3);
  }

  @Test
  void factsOfARequestThatAreMisspeltHaveTheirPlace() throws IOException {
    file("policy.yaml", POLICY);
    replicas("allow.few", 5);
    file(
        "cases/allow.few.request.yaml",
        """
        userInfo:
          user: jane
        operation: PATCH
        """);
    Trial trial = test();
    assertThat(trial.out())
        .contains(
            "F/cases/allow.few.request.yaml:2:3: error userInfo.user is unknown; known are extra,"
                + " groups, uid, username")
        .contains(
            "F/cases/allow.few.request.yaml:3:1: error operation must be one of CREATE, UPDATE,"
                + " DELETE, not \"PATCH\"");
    assertThat(trial.code()).isEqualTo(3);
  }

  @Test
  void aPolicyThatCannotBeReadIsAnErrorWithItsPlace() throws IOException {
    file("policy.yaml", POLICY.replace("<= 5", "<= "));
    replicas("allow.few", 5);
    Trial trial = test();
    assertThat(trial.out()).contains("F/policy.yaml:13:").contains("no case was run");
    assertThat(trial.code()).isEqualTo(3);
  }

  @Test
  void aFolderWithoutATestIsAnError() throws IOException {
    file("policy.yaml", POLICY);
    assertThat(test().out()).contains("F: error holds no test");
    Files.createDirectory(folder.resolve("cases"));
    Trial trial = test();
    assertThat(trial.out()).contains("F/cases: error there is no case in this folder");
    assertThat(trial.code()).isEqualTo(3);
  }

  @Test
  void oneCaseRunsAloneAndEachOnlyOnce() throws IOException {
    file("policy.yaml", POLICY);
    replicas("allow.few", 5);
    Path other = file("cases/deny.Forbidden.yaml", "");
    replicas("deny.Forbidden", 6);
    assertThat(Trial.of("test", other.toString()).out()).contains("1 case in 1 suite");
    assertThat(Trial.of("test", other.toString(), folder.resolve("policy.yaml").toString()).out())
        .contains("2 cases in 1 suite");
    assertThat(test(folder.resolve("cases").toString()).out()).contains("2 cases in 1 suite");
  }

  @Test
  void jsonHoldsEachCaseAndEachExpression() throws IOException {
    file("policy.yaml", POLICY);
    replicas("allow.many", 6);
    Trial trial = test("-o", "json");
    ObjectValue suite = trial.json("suites", 0);
    assertThat(((ArrayValue) suite.get("cases")).get(0).toString())
        .startsWith(
            """
            {"name":"allow.many.yaml","file":"F/cases/allow.many.yaml","passed":false,\
            "differences":["expected nothing to be found: deny Forbidden of Deployment\
            """);
    assertThat(((ArrayValue) suite.get("expressions")).get(0))
        .hasToString(
            """
            {"policy":"few-replicas","path":"spec.validations[0].expression",\
            "expression":"object.spec.replicas <= 5","file":"F/policy.yaml","line":13,"column":7,\
            "covered":false,"true":0,"false":1,"value":0,"error":0,"undecided":0}\
            """);
    assertThat(trial.json("summary"))
        .hasToString(
            """
            {"suites":1,"cases":1,"passed":0,"failed":1,"errors":0,"expressions":1,"covered":0}\
            """);
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void junitHoldsEachCaseAndEachExpression() throws IOException {
    file("policy.yaml", POLICY);
    replicas("allow.few", 5);
    replicas("deny.Forbidden", 1);
    replicas("denied", 6);
    Trial trial = test("-o", "junit");
    assertThat(trial.out())
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="haetae test" tests="3" failures="1" errors="1">
            <testsuite name="F" tests="3" failures="1" errors="1">
            <properties>
            <property name="F/policy.yaml:13:7 spec.validations[0].expression" value="true 2, false 0, value 0, error 0, undecided 0"/>
            </properties>
            <testcase classname="F" name="allow.few.yaml" file="F/cases/allow.few.yaml"/>
            <testcase classname="F" name="deny.Forbidden.yaml" file="F/cases/deny.Forbidden.yaml">
            <failure message="expected a denial for Forbidden, and there is none">expected a denial for Forbidden, and there is none
            nothing found
            </failure>
            </testcase>
            <testcase classname="F" name="readable: F/cases/denied.yaml" file="F/cases/denied.yaml">
            <error message="is no case: a case&apos;s name begins with allow, deny, warn, mutate or undecided and ends with .yaml">F/cases/denied.yaml: is no case: a case&apos;s name begins with allow, deny, warn, mutate or undecided and ends with .yaml
            </error>
            </testcase>
            </testsuite>
            </testsuites>
            """
                .replace("&apos;", "'"));
    assertThat(trial.code()).isEqualTo(3);
  }
}
