package dev.haetae.rule.cel;

import static dev.haetae.rule.cel.OwnPolicies.judge;
import static dev.haetae.rule.cel.OwnPolicies.object;
import static dev.haetae.rule.cel.OwnPolicies.policy;
import static dev.haetae.rule.cel.OwnPolicies.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.EnforcementPoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CelRuleTest {
  private static final Inventory OPEN = InventorySnapshot.OPEN;

  private static final String REPLICAS =
      """
      validations:
      - expression: object.spec.replicas <= 5
        message: no more than five
      """;

  private static String deployment(int replicas) {
    return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: "
        + replicas
        + "}}";
  }

  @Test
  void aFalseValidationIsAViolationInItsOwnWords() {
    Verdict verdict = judge(REPLICAS, deployment(7), OPEN);
    assertThat(said(verdict)).singleElement().asString().endsWith("no more than five");
    assertThat(verdict.findings().getFirst().reason()).isEqualTo("Invalid");
    assertThat(verdict.findings().getFirst().rule()).isEqualTo("mine");
    assertThat(verdict.findings().getFirst().grounds())
        .satisfies(grounds -> {
          assertThat(grounds).isNotNull();
          assertThat(grounds.expression()).isEqualTo("object.spec.replicas <= 5");
          assertThat(grounds.path()).hasToString("spec.validations[0].expression");
          assertThat(grounds.place().line()).isEqualTo(6);
        });
  }

  @Test
  void aTrueValidationFindsNothing() {
    assertThat(judge(REPLICAS, deployment(5), OPEN).isClean()).isTrue();
  }

  @Test
  void everyFailingValidationIsTold() {
    assertThat(
            said(
                judge(
                    """
                    validations:
                    - {expression: object.spec.replicas > 1, message: one}
                    - {expression: object.spec.replicas > 0, message: two}
                    - {expression: object.spec.replicas > 2, messageExpression: "'have ' + string(object.spec.replicas)"}
                    """,
                    deployment(1),
                    OPEN)))
        .extracting(line -> line.substring(line.indexOf("] ") + 2))
        .containsExactly("one", "have 1");
  }

  @Test
  void anExpressionThatFailsIsAViolationUnlessErrorsAreIgnored() {
    String spec = "validations: [{expression: object.spec.paused == true}]\n";
    assertThat(said(judge(spec, deployment(1), OPEN)))
        .singleElement()
        .asString()
        .startsWith("Deny [")
        .endsWith("expression 'object.spec.paused == true' resulted in error: no such key: paused");
    Verdict ignored = judge("failurePolicy: Ignore\n" + spec, deployment(1), OPEN);
    assertThat(said(ignored)).isEmpty();
    assertThat(ignored.notes())
        .containsExactly(
            "policy mine: expression 'object.spec.paused == true' resulted in error: no such key:"
                + " paused");
  }

  @Test
  void conditionsAndConstraintsSayWhatAPolicyIsFor() {
    String spec =
        """
        matchConditions: [{name: big, expression: object.spec.replicas > 1}]
        validations: [{expression: 'false', message: refused}]
        """;
    assertThat(judge(spec, deployment(1), OPEN).isClean()).isTrue();
    assertThat(said(judge(spec, deployment(2), OPEN))).containsExactly("Deny [] refused");
    String none =
        """
        matchConstraints: {excludeNamespaces: [team]}
        validations: [{expression: 'false', message: refused}]
        """;
    assertThat(judge(none, deployment(2), OPEN).isClean()).isTrue();
  }

  @Test
  void variablesAndParametersAreThere() {
    assertThat(
            said(
                judge(
                    """
                    parameters: {most: 3}
                    variables: [{name: over, expression: object.spec.replicas - params.most}]
                    validations:
                    - expression: variables.over <= 0
                      messageExpression: "string(variables.over) + ' too many'"
                    """,
                    deployment(5),
                    OPEN)))
        .singleElement()
        .asString()
        .endsWith("2 too many");
  }

  @Test
  void theRequestIsWhatIsKnownOfIt() {
    String spec =
        """
        validations:
        - expression: >-
            request.operation == 'CREATE' && request.kind.kind == 'Deployment'
            && request.resource.resource == 'deployments' && request.namespace == 'team'
            && request.name == 'web' && oldObject == null
        """;
    assertThat(judge(spec, deployment(1), OPEN).isClean()).isTrue();
    assertThat(
            said(
                judge(
                    "validations: [{expression: request.userInfo.username == 'me'}]\n",
                    deployment(1),
                    OPEN)))
        .containsExactly(
            "undecided [] not decided, for want of request.userInfo:"
                + " request.userInfo.username == 'me'");
  }

  @Test
  void theNamespaceIsUndecidedUntilItIsKnown() {
    String spec =
        """
        validations: [{expression: "namespaceObject.metadata.labels['tier'] != 'gold'", message: no gold}]
        """;
    assertThat(said(judge(spec, deployment(1), OPEN)))
        .containsExactly(
            "undecided [] not decided, for want of Namespace team: no gold | give the cluster's"
                + " objects with -i");
    Inventory world =
        OwnPolicies.world(
            true,
            "{apiVersion: v1, kind: Namespace, metadata: {name: team, labels: {tier: gold}}}");
    assertThat(said(judge(spec, deployment(1), world))).containsExactly("Deny [] no gold");
  }

  @ParameterizedTest
  @CsvSource({
    "v1,Pod,{0},spec",
    "apps/v1,Deployment,{template: {0}},spec.template.spec",
    "batch/v1,CronJob,{jobTemplate: {spec: {template: {0}}}},spec.jobTemplate.spec.template.spec",
    "batch/v1,Job,{template: {0}},spec.template.spec",
    "apps/v1,StatefulSet,{template: {0}},spec.template.spec",
    "kubeflow.org/v1,PyTorchJob,{pytorchReplicaSpecs: {Worker: {template: {0}}}},"
        + "spec.pytorchReplicaSpecs.Worker.template.spec",
  })
  void thePodsOfEveryCarrierAreJudged(
      String apiVersion, String kind, String form, String expected) {
    String podSpec = "{hostNetwork: true, containers: [{name: a, image: x}]}";
    String spec = kind.equals("Pod") ? podSpec : form.replace("{0}", "{spec: " + podSpec + "}");
    String object =
        "{apiVersion: "
            + apiVersion
            + ", kind: "
            + kind
            + ", metadata: {name: a}, spec: "
            + spec
            + "}";
    assertThat(
            said(
                judge(
                    """
                    podTemplates: true
                    validations: [{expression: '!has(pod.spec.hostNetwork)', message: refused}]
                    """,
                    object,
                    OPEN)))
        .singleElement()
        .asString()
        .startsWith("Deny [" + expected)
        .endsWith("refused");
  }

  @Test
  void everyPodOfACarrierIsJudged() {
    String object =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: r}
        spec:
          headGroupSpec: {template: {spec: {containers: [{name: a, image: good}]}}}
          workerGroupSpecs:
          - {template: {spec: {containers: [{name: a, image: bad}]}}}
          - {template: {spec: {containers: [{name: a, image: bad}]}}}
        """;
    assertThat(
            said(
                judge(
                    """
                    podTemplates: true
                    validations: [{expression: "pod.spec.containers.all(c, c.image == 'good')", message: refused}]
                    """,
                    object,
                    OPEN)))
        .hasSize(2)
        .allMatch(line -> line.startsWith("Deny [spec.workerGroupSpecs["));
  }

  @Test
  void whatWasThereBeforeAnUpdateIsAWarning() {
    Verdict same =
        OwnPolicies.evaluator(policy(REPLICAS))
            .evaluate(
                Review.update(
                    object(deployment(7)), object(deployment(7)), EnforcementPoint.VALIDATE),
                OPEN);
    assertThat(said(same)).singleElement().asString().startsWith("Warn");
    Verdict worse =
        OwnPolicies.evaluator(policy(REPLICAS))
            .evaluate(
                Review.update(
                    object(deployment(8)), object(deployment(2)), EnforcementPoint.VALIDATE),
                OPEN);
    assertThat(said(worse)).singleElement().asString().startsWith("Deny");
  }

  @Test
  void anExceptionWaivesIt() {
    String yaml =
        policy(REPLICAS)
            + """
            ---
            apiVersion: haetae.dev/v1alpha1
            kind: PolicyException
            metadata: {name: for-web, namespace: team}
            spec: {policies: [mine], match: {names: [web]}, reason: agreed}
            """;
    Verdict verdict =
        OwnPolicies.evaluator(yaml)
            .evaluate(Review.create(object(deployment(7)), EnforcementPoint.VALIDATE), OPEN);
    assertThat(said(verdict)).singleElement().asString().startsWith("waived");
  }

  @Test
  void anAnnotationWaivesItAtTheCommandLine() {
    String object =
        deployment(7)
            .replace("name: web", "name: web, annotations: {haetae.dev/ignore.mine: agreed}");
    List<String> said = said(judge(REPLICAS, object, OPEN));
    assertThat(said).singleElement().asString().startsWith("waived");
  }

  private static final String SLOW =
      "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c,"
          + " [1,2,3,4,5,6,7,8,9,10].all(d, a + b + c + d + %d > 0))))";

  @Test
  void anExpressionIsCutOffWhereTheApiServerCutsItOff() {
    String spec =
        "validations: [{expression: '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20].all(e, "
            + SLOW.formatted(0)
            + ")'}]\n";
    assertThat(said(judge(spec, deployment(1), OPEN)))
        .singleElement()
        .asString()
        .startsWith("Deny")
        .endsWith("resulted in error: operation cancelled: actual cost limit exceeded");
  }

  @Test
  void manyExpressionsAreCutOffByTheBudgetOfTheReview() {
    StringBuilder spec = new StringBuilder("validations:\n");
    for (int i = 0; i < 20; i++) {
      spec.append("- expression: '").append(SLOW.formatted(i)).append("'\n");
    }
    Verdict verdict =
        OwnPolicies.evaluator(policy(spec.toString()))
            .evaluate(
                Review.create(object(deployment(1)), EnforcementPoint.VALIDATE),
                OPEN,
                PolicyTable.Part.ALL,
                Budget.of(100_000, Cause.STEPS, () -> null));
    assertThat(said(verdict))
        .containsExactly("undecided [] judging the object takes more work than a review may cost");
  }

  private static long steps(String spec, int replicas) {
    Budget budget = Budget.ofReview();
    Verdict verdict =
        OwnPolicies.evaluator(policy(spec))
            .evaluate(
                Review.create(object(deployment(replicas)), EnforcementPoint.VALIDATE),
                OPEN,
                PolicyTable.Part.ALL,
                budget);
    assertThat(said(verdict)).hasSize(replicas > 5 ? 1 : 0);
    return budget.spent();
  }

  @Test
  void toExplainAViolationIsPaidForLikeItsEvaluation() {
    String spec =
        "validations: [{expression: '" + SLOW.formatted(0) + " && object.spec.replicas <= 5'}]\n";
    assertThat(steps(spec, 7)).isGreaterThan(steps(spec, 5) * 3 / 2);
  }

  @Test
  void whatItWritesToTheAuditLogIsInTheVerdict() {
    Verdict verdict =
        judge(
            """
            auditAnnotations:
            - {key: replicas, valueExpression: string(object.spec.replicas)}
            - {key: none, valueExpression: 'null'}
            - {key: wrong, valueExpression: string(object.spec.paused)}
            """,
            deployment(4),
            OPEN);
    assertThat(verdict.annotations()).containsExactly(Map.entry("mine.replicas", "4"));
    assertThat(said(verdict)).singleElement().asString().contains("no such key: paused");
  }

  @Test
  void thePathLeadsToTheFieldThatDecidedInTheCarrier() {
    String cronJob =
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: c}
        spec:
          jobTemplate:
            spec:
              template:
                metadata: {labels: {team: b}}
                spec:
                  containers:
                  - {name: a, image: good}
                  - {name: b, image: bad}
        """;
    assertThat(
            said(
                judge(
                    """
                    podTemplates: true
                    validations:
                    - {expression: "pod.spec.containers.all(c, c.image == 'good')", message: image}
                    - {expression: "pod.metadata.labels.team == 'a'", message: team}
                    """,
                    cronJob,
                    OPEN)))
        .containsExactly(
            "Deny [spec.jobTemplate.spec.template.spec.containers[1].image] image",
            "Deny [spec.jobTemplate.spec.template.metadata.labels.team] team");
  }

  @Test
  void thePathLeadsIntoWhatAKindWritesInItsOwnWay() {
    String workflow =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Workflow
        metadata: {name: w}
        spec:
          templates:
          - {name: steps, steps: []}
          - {name: run, container: {name: main, image: bad}}
        """;
    assertThat(
            said(
                judge(
                    """
                    podTemplates: true
                    validations:
                    - {expression: "pod.spec.containers.all(c, c.image == 'good')", message: image}
                    """,
                    workflow,
                    OPEN)))
        .containsExactly("Deny [spec.templates[1].container.image] image");
  }
}
