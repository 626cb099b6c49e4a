package dev.haetae.policy.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.haetae.policy.FailurePolicy;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.Action;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdmissionPolicyReaderTest {
  private static final String HEAD =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: p}
      spec:
        matchConstraints:
          resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
      """;

  static AdmissionPolicyReader read(String yaml) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(
            yaml.getBytes(StandardCharsets.UTF_8), "f.yaml", "default", Limits.FILES);
    assertThat(manifest.problems()).isEmpty();
    AdmissionPolicyReader reader =
        new AdmissionPolicyReader(file -> file.equals("f.yaml") ? yaml : null);
    manifest.resources().forEach(reader::read);
    return reader;
  }

  private static List<String> problems(String yaml) {
    return read(yaml).problems().stream().map(AdmissionPolicyReaderTest::text).toList();
  }

  private static String text(Problem problem) {
    return problem.file()
        + ':'
        + problem.line()
        + ':'
        + problem.column()
        + ": "
        + problem.message().lines().findFirst().orElseThrow();
  }

  @Test
  void aPolicyAndItsBindingAreRead() {
    AdmissionPolicyReader reader =
        read(
            HEAD
                + """
                  failurePolicy: Ignore
                  paramKind: {apiVersion: v1, kind: ConfigMap}
                  variables: [{name: size, expression: object.spec.containers.size()}]
                  validations: [{expression: variables.size < 5, message: too many}]
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: b}
                spec:
                  policyName: p
                  paramRef: {name: limits, namespace: team, parameterNotFoundAction: Allow}
                  validationActions: [Warn, Audit]
                """);
    assertThat(reader.problems()).isEmpty();
    AdmissionPolicy policy = reader.policies().policies().getFirst();
    assertThat(policy.failurePolicy()).isEqualTo(FailurePolicy.IGNORE);
    assertThat(policy.paramKind()).isEqualTo(new ParamKind("v1", "ConfigMap"));
    assertThat(policy.match().equivalent()).isTrue();
    assertThat(policy.program().validations()).hasSize(1);
    PolicyBinding binding = reader.policies().bindings().getFirst();
    assertThat(binding.paramRef()).isEqualTo(new ParamRef("limits", "team", null, true));
    assertThat(binding.actions()).containsExactlyInAnyOrder(Action.WARN, Action.AUDIT);
    assertThat(binding.match()).isEqualTo(MatchResources.ANY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1beta1", "v1alpha1"})
  void everyVersionIsRead(String version) {
    AdmissionPolicyReader reader =
        read(HEAD.replace("io/v1", "io/" + version) + "  validations: [{expression: 'true'}]");
    assertThat(reader.problems()).isEmpty();
    assertThat(reader.policies().policies()).hasSize(1);
    assertThat(reader.warnings())
        .hasSize(version.equals("v1") ? 0 : 1)
        .allMatch(warning -> warning.message().contains("is not served by Kubernetes 1.36"));
  }

  @Test
  void policiesAreSortedByTypeAndName() {
    String validations = "  validations: [{expression: 'true'}]\n---\n";
    String mutating =
        HEAD.replace("Validating", "Mutating")
            + "  mutations: []\n  reinvocationPolicy: Never\n---\n";
    AdmissionPolicyReader reader =
        read(
            HEAD.replace("name: p", "name: z")
                + validations
                + mutating
                + HEAD.replace("name: p", "name: a")
                + validations);
    assertThat(reader.policies().policies())
        .extracting(AdmissionPolicy::name)
        .containsExactly("a", "z");
    assertThat(reader.problems())
        .extracting(Problem::message)
        .containsExactly(
            "spec.mutations: Required value: mutations must contain at least one item");
  }

  @Test
  void aFaultHasItsPlaceInTheFileHoweverTheExpressionIsWritten() {
    assertThat(
            problems(
                HEAD
                    + """
                      validations:
                      - expression: object.a == nothing
                      - expression: 'object.a == ''x'' && nothing'
                      - expression: "object.a == \\"x\\" && nothing"
                      - expression: |
                          object.a == 'x' &&
                            nothing
                      - expression: >-
                          object.a == 'x' &&
                          nothing
                      - expression:
                          object.a == 'x' &&
                          nothing
                      - {expression: nothing, message: "a\\nb"}
                    """))
        .extracting(text -> text.replaceAll("Invalid value: .*", "…"))
        .containsExactly(
            "f.yaml:8:29: spec.validations[0].expression: …",
            "f.yaml:9:39: spec.validations[1].expression: …",
            "f.yaml:10:39: spec.validations[2].expression: …",
            "f.yaml:13:9: spec.validations[3].expression: …",
            "f.yaml:16:7: spec.validations[4].expression: …",
            "f.yaml:19:7: spec.validations[5].expression: …",
            "f.yaml:20:18: spec.validations[6].expression: …",
            "f.yaml:20:27: spec.validations[6].message: …");
  }

  @Test
  void aFaultHasItsPlaceInALaterDocumentAndInAList() {
    assertThat(
            problems(
                """
                # Ω
                kind: X
                apiVersion: v1
                """
                        .replace("kind: X\napiVersion: v1\n", "")
                    + "apiVersion: v1\nkind: List\nitems:\n- "
                    + (HEAD + "  validations: [{expression: \"'𝛀' == nothing\"}]\n")
                        .replace("\n", "\n  ")))
        .extracting(text -> text.replaceAll(": spec.*", ""))
        .containsExactly("f.yaml:11:40");
  }

  @Test
  void aFaultInAJsonFileHasItsPlace() {
    assertThat(
            problems(
                """
                {"apiVersion": "admissionregistration.k8s.io/v1",
                 "kind": "ValidatingAdmissionPolicy", "metadata": {"name": "p"},
                 "spec": {"matchConstraints": {"resourceRules": [{"apiGroups": [""],
                   "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods"]}]},
                   "validations": [{"expression": "object.a ==\\n\\"x\\" && nothing"}]}}
                """))
        .extracting(text -> text.replaceAll(": spec.*", ""))
        .containsExactly("f.yaml:5:58");
  }

  @Test
  void withoutTheTextOfTheFileAFaultHasThePlaceOfItsField() {
    String yaml = HEAD + "  validations: [{expression: 'true && nothing'}]";
    ManifestReader.Manifest manifest =
        ManifestReader.read(
            yaml.getBytes(StandardCharsets.UTF_8), "f.yaml", "default", Limits.FILES);
    AdmissionPolicyReader reader =
        new AdmissionPolicyReader().read(manifest.resources().getFirst());
    assertThat(reader.problems())
        .extracting(Problem::line, Problem::column)
        .containsExactly(tuple(7, 18));
  }

  @Test
  void everyFieldOfAnotherTypeIsNamed() {
    assertThat(
            problems(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: p}
                spec:
                  failurePolicy: 1
                  matchConstraints: {resourceRules: {a: b}}
                  validations:
                  - expression: true
                """))
        .containsExactly(
            "f.yaml:5:3: spec.failurePolicy must be a string, not a number 1",
            "f.yaml:6:22: spec.matchConstraints.resourceRules must be a list, not an object",
            "f.yaml:8:5: spec.validations[0].expression must be a string, not a boolean true");
  }

  @Test
  void whatTheApiServerDropsIsAWarning() {
    AdmissionPolicyReader reader =
        read(
            HEAD
                + """
                  validations:
                  - {expression: 'false', mesage: m}
                  - {expression: 'false', expression: 'true'}
                """);
    assertThat(reader.problems()).isEmpty();
    assertThat(reader.warnings().stream().map(AdmissionPolicyReaderTest::text))
        .containsExactly(
            "f.yaml:8:27: unknown field \"spec.validations[0].mesage\"",
            "f.yaml:9:27: duplicate field \"spec.validations[1].expression\"");
  }

  @Test
  void twoPoliciesOfOneNameAreAProblem() {
    String policy = HEAD + "  validations: [{expression: 'true'}]\n";
    assertThat(problems(policy + "---\n" + policy))
        .containsExactly(
            "f.yaml:11:12: metadata.name is that of two objects of kind"
                + " ValidatingAdmissionPolicy: \"p\"");
  }

  @Test
  void anObjectOfAnotherKindIsAProblem() {
    assertThat(problems("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"))
        .containsExactly(
            "f.yaml:2:1: \"Pod\" of \"v1\" is no policy or binding of"
                + " admissionregistration.k8s.io");
  }

  @Test
  void aPatchAtWhichAnApiServerFailsIsWarnedOf() {
    String head =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicy
        metadata: {name: p}
        spec:
          reinvocationPolicy: Never
          matchConstraints:
            resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
          mutations:
          - patchType: JSONPatch
            jsonPatch:
              expression: >-
                [JSONPatch{op: 'add', path: '/spec/x', value: VALUE}]
        """;
    String failing = head.replace("VALUE", "[1].map(i, Object.spec.x{name: 'a'})");
    assertThat(read(failing).warnings())
        .singleElement()
        .satisfies(warning -> {
          assertThat(warning.message()).contains("an API server of 1.36 fails");
          assertThat(warning.line()).isEqualTo(11);
        });
    assertThat(read(head.replace("VALUE", "Object.spec.x{list: [1]}")).warnings()).isEmpty();
  }
}
