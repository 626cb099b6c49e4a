package dev.haetae.rule.cel;

import static dev.haetae.rule.cel.OwnPolicies.judge;
import static dev.haetae.rule.cel.OwnPolicies.problems;
import static dev.haetae.rule.cel.OwnPolicies.said;
import static dev.haetae.rule.cel.OwnPolicies.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.Policy;
import dev.haetae.rule.EnforcementPoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnMutationsTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec:
        containers: [{name: main, image: x}]
      """;

  private static Verdict mutate(String spec) {
    return OwnPolicies.evaluator(OwnPolicies.policy(spec))
        .evaluate(
            Review.create(OwnPolicies.object(POD), EnforcementPoint.MUTATE),
            InventorySnapshot.OPEN);
  }

  @Test
  void mutationsAreMadeOneAfterTheOther() {
    Verdict verdict =
        mutate(
            """
            mutations:
            - patchType: JSONPatch
              jsonPatch:
                expression: "[JSONPatch{op: 'add', path: '/spec/nodeName', value: 'n1'}]"
            - patchType: ApplyConfiguration
              applyConfiguration:
                expression: >-
                  Object{spec: Object.spec{schedulerName: object.spec.nodeName + '-scheduler'}}
            """);
    assertThat(verdict.notes()).isEmpty();
    assertThat(verdict.result().view().object("spec").text("nodeName")).isEqualTo("n1");
    assertThat(verdict.result().view().object("spec").text("schedulerName"))
        .isEqualTo("n1-scheduler");
    assertThat(verdict.repairs())
        .extracting(repair -> repair.path() + ": " + repair.message())
        .containsExactly(
            "spec.nodeName: is changed by spec.mutations[0].jsonPatch.expression of the policy",
            "spec.schedulerName: is changed by spec.mutations[1].applyConfiguration.expression of"
                + " the policy");
    assertThat(verdict.result().annotations()).containsEntry("haetae.dev/mutated-by", "mine");
  }

  @Test
  void whatIsPreparedIsTheMutationsToo() {
    Policy policy =
        OwnPolicies.read(
                OwnPolicies.policy(
                    """
                    mutations:
                    - patchType: JSONPatch
                      jsonPatch: {expression: "[JSONPatch{op: 'remove', path: '/spec/containers'}]"}
                    """))
            .policies()
            .getFirst();
    List<String> evaluated = new ArrayList<>();
    ((CelRule) policy.rule())
        .observedBy((expression, _) -> evaluated.add(expression.path().toString()))
        .prepare();
    assertThat(evaluated).containsExactly("spec.mutations[0].jsonPatch.expression");
  }

  @Test
  void whatIsMutatedIsThenJudged() {
    assertThat(
            said(
                judge(
                    """
                    mutations:
                    - patchType: JSONPatch
                      jsonPatch:
                        expression: "[JSONPatch{op: 'add', path: '/spec/nodeName', value: 'n1'}]"
                    validations:
                    - {expression: object.spec.nodeName == 'n1', message: refused}
                    """,
                    POD,
                    InventorySnapshot.OPEN)))
        .isEmpty();
  }

  @Test
  void aPolicyThatMustNotMutateDoesNot() {
    assertThat(
            mutate(
                    """
                    mutate: false
                    mutations:
                    - patchType: JSONPatch
                      jsonPatch: {expression: "[JSONPatch{op: 'remove', path: '/spec/containers'}]"}
                    """)
                .patch())
        .isEmpty();
  }

  @Test
  void oneThatFailsIsLeftOutAndTold() {
    Verdict verdict =
        mutate(
            """
            mutations:
            - patchType: JSONPatch
              jsonPatch: {expression: "[JSONPatch{op: 'remove', path: '/spec/nowhere'}]"}
            - patchType: JSONPatch
              jsonPatch: {expression: "[JSONPatch{op: 'add', path: '/spec/a', value: object.spec.b}]"}
            - patchType: JSONPatch
              jsonPatch: {expression: "[JSONPatch{op: 'add', path: '/spec/nodeName', value: 'n1'}]"}
            """);
    assertThat(verdict.repairs()).hasSize(1);
    assertThat(verdict.notes())
        .hasSize(2)
        .allMatch(note -> note.startsWith("policy mine does not change the object: "))
        .anyMatch(note -> note.contains("no such key: b"));
  }

  @Test
  void conditionsSayWhatIsMutated() {
    assertThat(
            mutate(
                    """
                    matchConditions: [{name: c, expression: object.metadata.name == 'b'}]
                    mutations:
                    - patchType: JSONPatch
                      jsonPatch: {expression: "[JSONPatch{op: 'remove', path: '/spec/containers'}]"}
                    """)
                .patch())
        .isEmpty();
  }

  @Test
  void aMutationLooksAtTheWorld() {
    String spec =
        """
        mutations:
        - patchType: JSONPatch
          jsonPatch:
            expression: "[JSONPatch{op: 'add', path: '/spec/nodeName', value: inventory.nodes()[0].name}]"
        """;
    Verdict open = mutate(spec);
    assertThat(open.patch()).isEmpty();
    assertThat(open.notes())
        .containsExactly("policy mine does not change the object: for want of inventory.nodes()");
    Verdict closed =
        judge(spec, POD, world(true, "{apiVersion: v1, kind: Node, metadata: {name: n9}}"));
    assertThat(closed.result().view().object("spec").text("nodeName")).isEqualTo("n9");
  }

  @Test
  void whatCannotBeAMutationIsAProblem() {
    assertThat(
            problems(
                """
                podTemplates: true
                mutations:
                - patchType: JSONPatch
                  jsonPatch: {expression: "[JSONPatch{op: 'remove', path: '/spec'}]"}
                """))
        .containsExactly(
            "6:3 spec.mutations change the object, and cannot be written beside podTemplates");
    assertThat(problems("mutate: true\nvalidations: [{expression: 'true'}]\n"))
        .containsExactly("5:3 spec.mutate is true, but there are no mutations");
    assertThat(problems("mutations: [{patchType: Magic}]\n")).hasSize(1);
  }
}
