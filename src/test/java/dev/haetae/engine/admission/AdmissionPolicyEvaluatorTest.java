package dev.haetae.engine.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.policy.RunObserver;
import dev.haetae.engine.admission.AdmissionAttributes.GroupVersionName;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.Worlds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests are judged as the API server judges them, and not at all by what is not known. */
final class AdmissionPolicyEvaluatorTest {
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: p}
      spec:
        %s
        matchConstraints:
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: ["*"], resources: [configmaps]}
        %s
      """;

  private static final String BINDING =
      """
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: b}
      spec:
        policyName: p
        validationActions: [Deny]
        %s
      """;

  private static final String OBJECT =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: team}, data: {a: x}}";

  private static String policy(String validations) {
    return POLICY.formatted("", validations);
  }

  private static AdmissionDecision judge(String yaml, Surroundings surroundings) {
    return judge(yaml, surroundings, null);
  }

  private static AdmissionDecision judge(
      String yaml, Surroundings surroundings, @Nullable String user) {
    AdmissionPolicyReader reader = new AdmissionPolicyReader();
    List<Resource> params = new ArrayList<>();
    for (Resource resource : Worlds.resources(yaml)) {
      if (AdmissionPolicyReader.reads(resource)) {
        reader.read(resource);
      } else {
        params.add(resource);
      }
    }
    assertThat(reader.problems()).isEmpty();
    AdmissionPolicies policies = reader.policies();
    Surroundings with =
        params.isEmpty()
            ? surroundings
            : new Surroundings(
                surroundings.namespaces(),
                new ListedParams(params),
                surroundings.authorizer(),
                surroundings.observer());
    return new AdmissionPolicyEvaluator(policies, Equivalents.BUILT_IN, true)
        .evaluate(request(user), with);
  }

  private static AdmissionAttributes request(@Nullable String user) {
    return new AdmissionAttributes(
        "CREATE",
        new GroupVersionName("", "v1", "ConfigMap"),
        new GroupVersionName("", "v1", "configmaps"),
        "",
        "c",
        "team",
        Worlds.resource(OBJECT).tree(),
        null,
        false,
        null,
        user == null ? null : new ObjectValue.Builder(1).put("username", user).build());
  }

  private static Surroundings inNamespace(String labels) {
    ObjectValue namespace =
        Worlds.resource(
                "{apiVersion: v1, kind: Namespace, metadata: {name: team, labels: %s}}"
                    .formatted(labels))
            .tree();
    return new Surroundings(_ -> namespace, ParamSource.UNKNOWN, null, RunObserver.NONE);
  }

  private static AdmissionDecision.Status status(AdmissionDecision decision) {
    return requireNonNull(decision.status());
  }

  private static List<String> messages(AdmissionDecision decision) {
    return decision.violations().stream().map(Violation::message).toList();
  }

  private static List<List<String>> unknown(AdmissionDecision decision) {
    return decision.violations().stream().map(Violation::unknown).toList();
  }

  @Test
  void aPolicyWithoutABindingIsJudgedAsIfBoundEverywhere() {
    AdmissionDecision decision =
        judge(
            policy("validations: [{expression: \"object.data.a == 'y'\", message: not y}]"),
            Surroundings.UNKNOWN);
    assertThat(decision.isDenied()).isTrue();
    assertThat(status(decision).message())
        .isEqualTo(
            "configmaps \"c\" is forbidden: ValidatingAdmissionPolicy 'p' denied request: not y");
    assertThat(status(decision).code()).isEqualTo(422);
  }

  @Test
  void allViolationsAreToldTheFirstFirst() {
    AdmissionDecision decision =
        judge(
            policy(
                """
                validations:
                    - {expression: "object.data.a == 'y'", message: first, reason: Forbidden}
                    - {expression: "object.data.b == 'y'"}
                    - {expression: "object.data.a == 'z'", messageExpression: "'at ' + object.data.a"}
                """),
            Surroundings.UNKNOWN);
    assertThat(messages(decision))
        .containsExactly(
            "first", "expression 'object.data.b == 'y'' resulted in error: no such key: b", "at x");
    assertThat(status(decision).code()).isEqualTo(403);
    assertThat(status(decision).reason()).isEqualTo("Forbidden");
    assertThat(status(decision).causes()).hasSize(3);
  }

  @Test
  void whatFailsIsPassedOverAndNotedWhenThePolicySaysSo() {
    AdmissionDecision decision =
        judge(
            POLICY.formatted(
                "failurePolicy: Ignore", "validations: [{expression: object.data.b == 'y'}]"),
            Surroundings.UNKNOWN);
    assertThat(decision.isDenied()).isFalse();
    assertThat(decision.notes())
        .singleElement()
        .asString()
        .contains("'p'")
        .contains("no such key: b");
  }

  @Test
  void whatHangsOnTheUserIsUndecidedUnlessTheUserIsKnown() {
    String yaml = policy("validations: [{expression: \"request.userInfo.username == 'root'\"}]");
    assertThat(unknown(judge(yaml, Surroundings.UNKNOWN)))
        .containsExactly(List.of("request.userInfo"));
    assertThat(judge(yaml, Surroundings.UNKNOWN).isDenied()).isFalse();
    assertThat(judge(yaml, Surroundings.UNKNOWN, "alice").isDenied()).isTrue();
    assertThat(judge(yaml, Surroundings.UNKNOWN, "root").violations()).isEmpty();
  }

  @Test
  void whatLogicDecidesWithoutTheUserIsDecided() {
    String yaml =
        policy(
            """
            validations:
                - expression: "object.data.a == 'x' || request.userInfo.username == 'root'"
                - expression: "object.data.a == 'y' && request.userInfo.username == 'root'"
            """);
    AdmissionDecision decision = judge(yaml, Surroundings.UNKNOWN);
    assertThat(decision.violations()).hasSize(1);
    assertThat(decision.isDenied()).isTrue();
    assertThat(decision.isOpen()).isFalse();
  }

  @Test
  void aPolicyThatMayNotBeForTheNamespaceIsUndecided() {
    String yaml =
        policy("validations: [{expression: \"object.data.a == 'y'\"}]")
            + BINDING.formatted("matchResources: {namespaceSelector: {matchLabels: {env: prod}}}");
    assertThat(unknown(judge(yaml, Surroundings.UNKNOWN)))
        .containsExactly(List.of("namespaceObject"));
    assertThat(judge(yaml, inNamespace("{env: prod}")).isDenied()).isTrue();
    assertThat(judge(yaml, inNamespace("{env: dev}")).violations()).isEmpty();
  }

  @Test
  void aMatchConditionThatIsNotKnownLeavesViolationsUndecided() {
    String yaml =
        policy(
            """
            matchConditions: [{name: c, expression: "request.userInfo.username != 'root'"}]
              validations: [{expression: "object.data.a == 'y'"}]
            """);
    AdmissionDecision decision = judge(yaml, Surroundings.UNKNOWN);
    assertThat(unknown(decision)).containsExactly(List.of("request.userInfo"));
    assertThat(decision.status()).isNull();
    assertThat(judge(yaml, Surroundings.UNKNOWN, "root").violations()).isEmpty();
  }

  @Test
  void aMatchConditionThatIsFalseBeatsOneThatFails() {
    String yaml =
        policy(
            """
            matchConditions:
                - {name: fails, expression: "object.data.b == 'y'"}
                - {name: not, expression: "object.data.a == 'y'"}
              validations: [{expression: "object.data.a == 'y'"}]
            """);
    assertThat(judge(yaml, Surroundings.UNKNOWN).violations()).isEmpty();
  }

  @Test
  void matchConditionsSeeNoNamespace() {
    String yaml =
        policy(
            """
            matchConditions: [{name: c, expression: namespaceObject == null}]
              validations: [{expression: namespaceObject.metadata.name == 'other'}]
            """);
    assertThat(judge(yaml, inNamespace("{}")).isDenied()).isTrue();
  }

  @Test
  void parametersThatAreNotKnownLeaveUndecidedWhatHangsOnThem() {
    String yaml =
        POLICY.formatted(
            "paramKind: {apiVersion: v1, kind: ConfigMap}",
            """
            validations:
                - expression: object.data.a == params.data.a
                - {expression: object.data.a == 'y', message: not y}
            """);
    AdmissionDecision decision =
        judge(
            yaml + BINDING.formatted("paramRef: {name: limits, parameterNotFoundAction: Allow}"),
            Surroundings.UNKNOWN);
    assertThat(decision.violations()).isNotEmpty().allMatch(Violation::isOpen);
    assertThat(judge(yaml, Surroundings.UNKNOWN).violations())
        .filteredOn(Violation::isDenial)
        .extracting(Violation::message)
        .containsExactly("not y");
  }

  @Test
  void parametersThatAreNotKnownAreNoReasonToLetPassWhateverTheFailurePolicy() {
    String head = "failurePolicy: Ignore\n  paramKind: {apiVersion: v1, kind: Secret}";
    String ref = "paramRef: {name: s, namespace: x, parameterNotFoundAction: Deny}";
    AdmissionDecision hanging =
        judge(
            POLICY.formatted(head, "validations: [{expression: \"params.data.a == 'y'\"}]")
                + BINDING.formatted(ref),
            Surroundings.UNKNOWN);
    assertThat(hanging.isDenied()).isFalse();
    assertThat(hanging.violations())
        .hasSize(1)
        .allMatch(violation -> violation.unknown().contains("params (Secret s)"));
    AdmissionDecision violated =
        judge(
            POLICY.formatted(head, "validations: [{expression: \"object.data.a == 'y'\"}]")
                + BINDING.formatted(ref),
            Surroundings.UNKNOWN);
    assertThat(unknown(violated)).containsExactly(List.of("params (Secret s)"));
    AdmissionDecision met =
        judge(
            POLICY.formatted(head, "validations: [{expression: \"object.data.a == 'x'\"}]")
                + BINDING.formatted(ref),
            Surroundings.UNKNOWN);
    assertThat(met.violations()).isEmpty();
    assertThat(met.notes()).isEmpty();
  }

  @Test
  void aPolicyIsAskedOnceWithEachOfItsParameters() {
    String yaml =
        POLICY.formatted(
                "paramKind: {apiVersion: v1, kind: ConfigMap}",
                "validations: [{expression: object.data.a == params.data.a,"
                    + " messageExpression: \"'not ' + params.data.a\"}]")
            + BINDING.formatted(
                "paramRef: {selector: {matchLabels: {l: yes-1}}, parameterNotFoundAction: Deny}")
            + params("one", "team", "yes-1", "x")
            + params("two", "team", "yes-1", "z")
            + params("three", "team", "no-1", "z")
            + params("four", "other", "yes-1", "z");
    assertThat(judge(yaml, Surroundings.UNKNOWN).violations())
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.message()).isEqualTo("not z");
          assertThat(violation.params()).extracting(Resource::name).isEqualTo("two");
        });
  }

  @Test
  void parametersThatAreNotThereAreAFaultOfTheBinding() {
    String yaml =
        POLICY.formatted(
                "paramKind: {apiVersion: v1, kind: ConfigMap}",
                "validations: [{expression: object.data.a == params.data.a}]")
            + BINDING.formatted("paramRef: {name: gone, parameterNotFoundAction: Deny}")
            + params("one", "team", "yes-1", "x");
    assertThat(messages(judge(yaml, Surroundings.UNKNOWN)))
        .containsExactly(
            "failed to configure binding: no params found for policy binding with `Deny`"
                + " parameterNotFoundAction");
  }

  @Test
  void aNamespaceForParametersThatHaveNoneIsAFaultOfTheBinding() {
    String yaml =
        POLICY.formatted(
                "paramKind: {apiVersion: v1, kind: Node}",
                "validations: [{expression: params.spec.unschedulable == true}]")
            + BINDING.formatted(
                "paramRef: {name: node-1, namespace: team, parameterNotFoundAction: Deny}")
            + "---\n{apiVersion: v1, kind: Node, metadata: {name: node-1}}\n";
    assertThat(messages(judge(yaml, Surroundings.UNKNOWN)))
        .containsExactly(
            "failed to configure binding: paramRef.namespace must not be provided for a"
                + " cluster-scoped `paramKind`");
  }

  @Test
  void parametersOfAKindOfUnknownScopeAreNoReasonToDeny() {
    String yaml =
        POLICY.formatted(
            "paramKind: {apiVersion: test.example/v1, kind: Limit}",
            "validations: [{expression: \"params.a == 'x'\"}]");
    String limit =
        """
        ---
        {apiVersion: test.example/v1, kind: Limit, metadata: {name: one}, a: x}
        """;
    // It is in the namespace default, if it is in one, and the request in team.
    AdmissionDecision open =
        judge(
            yaml
                + BINDING.formatted("paramRef: {name: one, parameterNotFoundAction: Deny}")
                + limit,
            Surroundings.UNKNOWN);
    assertThat(open.isDenied()).isFalse();
    assertThat(unknown(open)).containsExactly(List.of("definition of Limit"));
    AdmissionDecision gone =
        judge(
            yaml
                + BINDING.formatted("paramRef: {name: two, parameterNotFoundAction: Deny}")
                + limit,
            Surroundings.UNKNOWN);
    assertThat(gone.isDenied()).isTrue();
    AdmissionDecision named =
        judge(
            yaml
                + BINDING.formatted(
                    "paramRef: {name: one, namespace: default, parameterNotFoundAction: Deny}")
                + limit,
            Surroundings.UNKNOWN);
    assertThat(named.violations()).isEmpty();
  }

  @Test
  void parametersThatCannotBeReadLeaveUndecidedByTheirPolicyAlone() {
    String yaml =
        POLICY.formatted(
                "paramKind: {apiVersion: v1, kind: ConfigMap}",
                "validations: [{expression: object.data.a == params.data.a}]")
            + BINDING.formatted(
                "paramRef: {selector: {matchLabels: {l: x}}, parameterNotFoundAction: Deny}")
            + "---\n{apiVersion: v1, kind: ConfigMap, metadata:"
            + " {name: one, namespace: team, labels: {l: 1}}}\n";
    assertThat(unknown(judge(yaml, Surroundings.UNKNOWN)))
        .containsExactly(
            List.of(
                "params (ConfigMap, one of which cannot be read: its metadata.labels.l must be a"
                    + " string, not a number 1)"));
  }

  private static String params(String name, String namespace, String label, String value) {
    return """
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, namespace: %s, labels: {l: "%s"}}
    data: {a: "%s"}
    """
        .formatted(name, namespace, label, value);
  }

  @Test
  void anAuthorizerThatNobodyKnowsLeavesUndecidedByItsQuestion() {
    AdmissionDecision decision =
        judge(
            policy(
                "validations: [{expression:"
                    + " \"authorizer.group('').resource('pods').check('get').allowed()\"}]"),
            Surroundings.UNKNOWN,
            "alice");
    assertThat(unknown(decision))
        .containsExactly(List.of("authorizer.group('').resource('pods').check('get')"));
  }

  @Test
  void anAuditAnnotationThatFailsDeniesWhateverTheActions() {
    String yaml =
        policy(
                """
                auditAnnotations:
                    - {key: ok, valueExpression: "'  ' + object.data.a + ' '"}
                    - {key: none, valueExpression: "null"}
                    - {key: fails, valueExpression: object.data.b + ''}
                """)
            + BINDING.replace("[Deny]", "[Audit]").formatted("");
    AdmissionDecision decision = judge(yaml, Surroundings.UNKNOWN);
    assertThat(decision.auditAnnotations()).containsExactlyEntriesOf(Map.of("p/ok", "x"));
    assertThat(decision.isDenied()).isTrue();
  }
}
