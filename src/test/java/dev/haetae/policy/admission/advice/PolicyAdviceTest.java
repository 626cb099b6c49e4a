package dev.haetae.policy.admission.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.text.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyAdviceTest {
  private static final String HEAD =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: p}
      spec:
        matchConstraints:
          resourceRules: [{apiGroups: ['*'], apiVersions: ['*'], operations: [CREATE], resources: [pods]}]
      """;

  private static List<String> advice(String yaml) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(
            yaml.getBytes(StandardCharsets.UTF_8), "f.yaml", "default", Limits.FILES);
    AdmissionPolicyReader reader = new AdmissionPolicyReader(_ -> yaml);
    manifest.resources().forEach(reader::read);
    assertThat(reader.problems()).isEmpty();
    return PolicyAdvice.on(reader.policies(), List.of(), reader.places()).stream()
        .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.message())
        .toList();
  }

  @Test
  void aPolicyThatCanWorkNeedsNone() {
    assertThat(
            advice(
                HEAD
                    + """
                      matchConditions: [{name: a, expression: request.namespace != 'x'}]
                      validations:
                      - expression: object.metadata.namespace == namespaceObject.metadata.name
                      - expression: object.metadata.labels['my-key'] == 'a__b'
                    """))
        .isEmpty();
  }

  @Test
  void aMatchConditionHasNoNamespaceObject() {
    assertThat(
            advice(
                HEAD
                    + """
                      matchConditions:
                      - name: a
                        expression: request.name == namespaceObject.metadata.name
                      validations: [{expression: 'true'}]
                    """))
        .containsExactly(
            "9:33: spec.matchConditions[0].expression: namespaceObject is null in every match"
                + " condition: use a namespaceSelector, or ask in a validation");
  }

  @ParameterizedTest
  @CsvSource({
    "my__dash__key, my-key",
    "a__dot__b__slash__c, a.b/c",
    "__namespace__, namespace",
    "a__underscores__b, a__b"
  })
  void anEscapedNameIsNoFieldOfAnUntypedObject(String name, String meant) {
    assertThat(advice(HEAD + "  validations: [{expression: object.x." + name + " == 'a'}]\n"))
        .hasSize(1)
        .allSatisfy(message ->
            assertThat(message)
                .startsWith("7:38: spec.validations[0].expression: ")
                .contains("no object has a field \"" + name + "\"")
                .endsWith("write [\"" + meant + "\"]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[Object.spec{x: 1}] | true",
        "[[Object{x: 1}]] | true",
        "{'a': Object.spec{x: 1}} | true",
        "Object.spec{x: [1]} | false",
        "[{'a': 1}] | false",
        "[1] | false"
      })
  void aPatchOfManyObjectsIsNeverAnswered(String value, boolean warned) {
    String policy =
        HEAD.replace("Validating", "Mutating")
            + "  reinvocationPolicy: Never\n  mutations:\n  - patchType: JSONPatch\n"
            + "    jsonPatch:\n      expression: \"[JSONPatch{op: 'add', path: '/x', value: "
            + value.strip()
            + "}]\"\n";
    assertThat(advice(policy))
        .hasSize(warned ? 1 : 0)
        .allMatch(message -> message.contains("never answers the request"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', deployments, 'deployments are of apps, not of the core group'",
    "apps, pods, 'pods are of the core group, not of apps'",
    "'', pod, 'resources go by their plural names in small letters: pods'",
    "apps, Deployment, 'resources go by their plural names in small letters: deployments'",
    "apps, widgets/status, apps has no such resource",
    "batch, jobs, ",
    "'', pods/log, ",
    "'', '*', ",
    "'*', deployment, ",
    "example.com, deployments, "
  })
  void aResourceThatNoServerHasNeverMatches(String group, String resource, String why) {
    String policy =
        HEAD.replace("apiGroups: ['*']", "apiGroups: ['" + group + "']")
                .replace("resources: [pods]", "resources: [services, '" + resource + "']")
                .replace("[services, ", group.isEmpty() ? "[services, " : "[")
            + "  validations: [{expression: 'true'}]\n";
    assertThat(advice(policy))
        .hasSize(why == null ? 0 : 1)
        .allMatch(message ->
            message.contains(
                "spec.matchConstraints.resourceRules[0].resources holds \""
                    + resource
                    + "\", which never matches: "
                    + why));
  }

  @Test
  void parametersThatGoNowhereAreNamed() {
    String binding =
        """
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: b}
        spec:
          policyName: p
          validationActions: [Deny]
        """;
    String ref = "  paramRef: {name: x, parameterNotFoundAction: Deny}\n";
    String validations = "  validations: [{expression: 'true'}]\n";
    String kind = "  paramKind: {apiVersion: v1, kind: ConfigMap}\n";
    assertThat(advice(HEAD + validations + binding + ref))
        .containsExactly(
            "15:3: spec.paramRef is not looked at: ValidatingAdmissionPolicy \"p\" has no"
                + " spec.paramKind");
    assertThat(advice(HEAD + validations + kind + binding))
        .containsExactly(
            "13:1: spec.paramRef is missing: params is null for ValidatingAdmissionPolicy \"p\","
                + " which has a spec.paramKind");
    assertThat(advice(HEAD + validations + kind + binding + ref)).isEmpty();
  }

  @Test
  void whatDoesNotFitTheTypesOfTheObjectsIsNamed() {
    assertThat(
            advice(
                HEAD.replace("['*'], apiVersions: ['*']", "[''], apiVersions: [v1]")
                    + """
                      validations:
                      - expression: |
                          true &&
                            object.spec.hostNetwrk
                              == true
                    """))
        .extracting(message -> message.lines().findFirst().orElseThrow())
        .containsExactly(
            "10:20: spec.validations[0].expression: /v1, Kind=Pod: ERROR: <input>:2:14: undefined"
                + " field 'hostNetwrk'");
  }

  /** The API server's status warns of them: its schema has no type for a quantity. */
  @Test
  void aFieldThatIsThereNeedsNoAdviceThoughTheSchemaHasNoTypeForIt() {
    assertThat(
            advice(
                HEAD.replace("['*'], apiVersions: ['*']", "[''], apiVersions: [v1]")
                    + """
                      validations:
                      - expression: object.spec.containers.all(c, has(c.resources.limits))
                      - expression: object.spec.containers.all(c, c.resources.limits.cpu == '1')
                    """))
        .isEmpty();
  }
}
