package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kubernetes' own policies at the command line. */
final class InTreePoliciesTest {
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: few-replicas}
      spec:
        matchConstraints:
          resourceRules:
          - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE, DELETE], resources: [deployments]}
        validations:
        - expression: EXPRESSION
          message: too many
      """;
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 9
        selector: {matchLabels: {a: b}}
        template:
          metadata: {labels: {a: b}}
          spec: {containers: [{name: a, image: a}]}
      """;
  private static final String BINDING =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: everywhere}
      spec: {policyName: few-replicas, validationActions: [ACTION]}
      """;

  @TempDir private Path folder;

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String policy(String expression) throws IOException {
    return write("policy.yaml", POLICY.replace("EXPRESSION", expression));
  }

  private Trial check(String policy, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("check", "-p", policy, write("deployment.yaml", DEPLOYMENT)));
    arguments.addAll(List.of(more));
    return Trial.of(arguments.toArray(String[]::new));
  }

  @Test
  void aPolicyWithoutABindingIsJudgedAsIfBoundEverywhere() throws IOException {
    Trial trial = check(policy("object.spec.replicas <= 5"));
    assertThat(trial.out())
        .contains("deployment.yaml:5:3: deny [few-replicas] Deployment default/web: too many")
        .contains("policy: " + folder.resolve("policy.yaml") + ":9:")
        .contains("1 file, 1 object: 1 denial, 0 warnings");
    assertThat(trial.err())
        .contains(
            "ValidatingAdmissionPolicy few-replicas has no binding here: it is judged as if it were"
                + " bound everywhere, with Deny");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void aBindingSaysWhatIsDone() throws IOException {
    String binding = write("binding.yaml", BINDING.replace("ACTION", "Warn"));
    Trial trial = check(policy("object.spec.replicas <= 5"), "-p", binding);
    assertThat(trial.out()).contains("warn [few-replicas]", ", binding everywhere");
    assertThat(trial.err()).doesNotContain("no binding");
    assertThat(trial.code()).isZero();
  }

  @Test
  void whatTheApiServerWouldRefuseIsAnErrorAtItsPlace() throws IOException {
    Trial trial = check(policy("object.spec.replicas <"));
    assertThat(trial.out())
        .contains("policy.yaml:9:", "error spec.validations[0].expression: Invalid value");
    assertThat(trial.code()).isEqualTo(3);
  }

  @Test
  void whatTheApiServerWouldWarnOfIsANoteOrAnError() throws IOException {
    Trial trial = check(policy("object.spec.replicaz <= 5"));
    assertThat(trial.err()).contains("undefined field 'replicaz'");
    Trial strict = check(policy("object.spec.replicaz <= 5"), "--strict");
    assertThat(strict.out()).contains("undefined field 'replicaz'");
    assertThat(strict.code()).isEqualTo(3);
  }

  @Test
  void whoAsksIsUndecidedUntilItIsSaid() throws IOException {
    String policy = policy("request.userInfo.username == 'jane'");
    Trial open = check(policy);
    assertThat(open.out())
        .contains(
            "undecided [few-replicas]",
            "not decided, for want of request.userInfo",
            "say who asks: --as USER,GROUP");
    assertThat(open.code()).isZero();
    assertThat(check(policy, "--as", "jane").out()).contains("0 denials, 0 warnings\n");
    assertThat(check(policy, "--as", "joe,ops").code()).isEqualTo(1);
  }

  @Test
  void whoMayDoWhatIsKnownToTheClusterAlone() throws IOException {
    String policy = policy("authorizer.group('').resource('pods').check('create').allowed()");
    assertThat(check(policy).out())
        .contains("only the cluster knows who may do what: --against cluster");
  }

  @Test
  void anObjectMayBeAskedToGo() throws IOException {
    String policy = policy("oldObject.spec.replicas == 0");
    assertThat(check(policy, "--operation", "DELETE").code()).isEqualTo(1);
    // Our own rules have no say in it.
    assertThat(
            Trial.of(
                    "check",
                    "--operation",
                    "DELETE",
                    "policies/no-host-path/cases/deny.HostPathPersistentVolume.yaml")
                .out())
        .doesNotContain("deny [");
  }

  @Test
  void aChangeIsJudgedWithWhatWasThereBefore() throws IOException {
    String policy = policy("object.spec.replicas == oldObject.spec.replicas + 2");
    String old = write("old.yaml", DEPLOYMENT.replace("9", "7"));
    Trial trial = check(policy, "--operation", "UPDATE", "--old", old);
    assertThat(trial.out()).contains("0 denials");
    assertThat(check(policy, "--operation", "UPDATE").out())
        .contains("add the object before the change: --old");
  }

  @Test
  void parametersLieBesideThePolicyAmongTheManifestsOrInAnInventory() throws IOException {
    String policy =
        write(
            "policy.yaml",
            POLICY
                .replace("EXPRESSION", "object.spec.replicas <= int(params.data.most)")
                .replace(
                    "spec:\n  match",
                    "spec:\n  paramKind: {apiVersion: v1, kind: ConfigMap}\n  match"));
    String binding =
        write(
            "binding.yaml",
            BINDING
                .replace("ACTION", "Deny")
                .replace(
                    "policyName",
                    "paramRef: {name: limits, namespace: default, parameterNotFoundAction: Deny},"
                        + " policyName"));
    String limits =
        write(
            "limits.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: limits, namespace: default}
            data: {most: "10"}
            """);
    assertThat(check(policy, "-p", binding, "-p", limits).out()).contains("0 denials");
    assertThat(check(policy, "-p", binding, "-i", limits).out()).contains("0 denials");
    assertThat(check(policy, "-p", binding, limits).out()).contains("0 denials");
    assertThat(check(policy, "-p", binding).out())
        .contains("undecided [few-replicas]", "add its parameters");
  }

  @Test
  void whatNoPolicyLooksAtIsNoPolicy() throws IOException {
    Trial trial = check(policy("true"), "-p", write("more.yaml", DEPLOYMENT));
    assertThat(trial.out()).contains("more.yaml:2:1: error", "must be Policy of haetae.dev");
    assertThat(trial.code()).isEqualTo(3);
  }

  @Test
  void exceptionsAnnotationsAndRulesNameThemLikeOurs() throws IOException {
    String policy = policy("object.spec.replicas <= 5");
    String exception =
        write(
            "exception.yaml",
            """
            apiVersion: haetae.dev/v1alpha1
            kind: PolicyException
            metadata: {name: web, namespace: platform}
            spec:
              policies: [few-replicas]
              match: {namespaces: [default]}
              reason: a campaign
            """);
    assertThat(check(policy, "-p", exception).out()).contains("0 denials, 0 warnings, 1 waived");
    assertThat(check(policy, "--rule", "few-replicas").code()).isEqualTo(1);
    assertThat(check(policy, "--rule", "no-such").code()).isEqualTo(2);
    String waived =
        write(
            "waived.yaml",
            DEPLOYMENT.replace(
                "{name: web}",
                "{name: web, annotations: {haetae.dev/ignore.few-replicas: a campaign}}"));
    assertThat(Trial.of("check", "-p", policy, waived).out()).contains("1 waived");
  }

  @Test
  void mutationsComeBeforeValidations() throws IOException {
    String mutation =
        write(
            "mutation.yaml",
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingAdmissionPolicy
            metadata: {name: fewer}
            spec:
              reinvocationPolicy: Never
              matchConstraints:
                resourceRules:
                - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
              mutations:
              - patchType: JSONPatch
                jsonPatch:
                  expression: "[JSONPatch{op: 'replace', path: '/spec/replicas', value: 3}]"
            """);
    Trial trial = check(policy("object.spec.replicas <= 5"), "-p", mutation, "-v");
    assertThat(trial.out()).contains("[fewer]", "sets spec.replicas to 3", "0 denials");
  }

  @Test
  void junitTellsWhatPasses() throws IOException {
    assertThat(check(policy("object.spec.replicas <= 10"), "-o", "junit").out())
        .contains("tests=\"1\" failures=\"0\"", "classname=\"haetae.few-replicas\"");
  }

  @Test
  void aServerLeavesThemToTheApiServer() throws IOException {
    Trial trial = Trial.of("serve", "-p", policy("true"), "--port", "0");
    assertThat(trial.err()).contains("serve enforces no policies of Kubernetes' own");
    assertThat(trial.code()).isEqualTo(2);
  }

  @Test
  void auditsJudgeByThoseThatAreThereAndBound() throws IOException {
    String policy = policy("object.spec.replicas <= 5");
    String deployment = write("deployment.yaml", DEPLOYMENT);
    Trial unbound = Trial.of("audit", "-i", policy, "-i", deployment, "--rule", "few-replicas");
    assertThat(unbound.code()).isEqualTo(2);
    String binding = write("binding.yaml", BINDING.replace("ACTION", "Deny"));
    Trial bound =
        Trial.of("audit", "-i", policy, "-i", binding, "-i", deployment, "--rule", "few-replicas");
    assertThat(bound.out()).contains("deny [few-replicas] too many", "1 denied");
    Trial enforced = Trial.of("audit", "-p", policy, "-i", deployment, "--enforce", "few-replicas");
    assertThat(enforced.out()).contains("few-replicas as Deny: 1 of 1 owner");
  }
}
