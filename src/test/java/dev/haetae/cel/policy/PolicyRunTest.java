package dev.haetae.cel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.Bindings;
import dev.haetae.cel.Outcome;
import dev.haetae.cel.policy.Decision.Kind;
import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.Worlds;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A policy's expressions are run in the order, and within the budgets, of the API server. */
final class PolicyRunTest {
  private static final String OUT_OF_BUDGET =
      "validation failed due to running out of cost budget, no further validation rules will be"
          + " run";

  /** An expression that spends most of what one may spend. */
  private static final String DEAR = "object.l.all(x, object.l.all(y, x + y >= 0))";

  private static PolicyProgram program(String spec) {
    Faults faults = new Faults();
    ObjectValue tree =
        Worlds.resource("{apiVersion: v1, kind: X, metadata: {name: x}, spec: " + spec + "}")
            .tree();
    Part part = new Part((ObjectValue) tree.get("spec"), Place.of("spec"), faults.causes());
    PolicyProgram program =
        new ProgramReader(PolicyEnvironments.kubernetes(false, true), faults).validating(part, "p");
    assertThat(faults.list()).isEmpty();
    return program;
  }

  private static PolicyOutcome run(String spec, RunObserver observer) {
    return new PolicyRun(program(spec), bindings(320), observer).run();
  }

  private static Bindings bindings(int size) {
    ArrayValue.Builder list = new ArrayValue.Builder();
    for (int i = 0; i < size; i++) {
      list.add(NumberValue.of(i));
    }
    Object object =
        TreeValues.root(
            new ObjectValue.Builder(2).put("l", list.build()).put("s", "text").build(), "object");
    return name -> name.equals("object") ? object : null;
  }

  private static String times(int count, String element) {
    return "[" + String.join(", ", Collections.nCopies(count, element)) + "]";
  }

  @Test
  void allValidationsOfAPolicyShareABudget() {
    PolicyOutcome outcome =
        run("{validations: " + times(20, "{expression: '" + DEAR + "'}") + "}", RunObserver.NONE);
    assertThat(outcome.decisions())
        .singleElement()
        .satisfies(decision -> {
          assertThat(decision.kind()).isEqualTo(Kind.FAILED);
          assertThat(decision.message()).isEqualTo(OUT_OF_BUDGET);
          assertThat(decision.index()).isZero();
        });
  }

  @Test
  void messagesSpendWhatValidationsLeaveAndFailWhatIsTrue() {
    PolicyOutcome outcome =
        run(
            "{validations: "
                + times(
                    8, "{expression: '" + DEAR + "', messageExpression: 'string(" + DEAR + ")'}")
                + "}",
            RunObserver.NONE);
    assertThat(outcome.decisions())
        .hasSize(8)
        .allSatisfy(decision ->
            assertThat(decision.message()).isEqualTo("failed messageExpression: " + OUT_OF_BUDGET));
  }

  @Test
  void aVariableIsEvaluatedOnceAndOnlyWhenItIsAskedFor() {
    List<String> seen = new ArrayList<>();
    PolicyOutcome outcome =
        run(
            """
            {variables: [{name: a, expression: "object.s + '!'"}, {name: b, expression: object.gone}],
             validations: [{expression: "variables.a == 'text!'"}, {expression: "variables.a != ''"}]}
            """,
            (expression, result) ->
                seen.add(expression.path() + (result instanceof Outcome.Value ? "" : " fails")));
    assertThat(outcome.decisions()).isEmpty();
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "spec.validations[0].expression",
            "spec.validations[1].expression",
            "spec.variables[0].expression");
  }

  @Test
  void aVariableThatFailsIsNamed() {
    assertThat(
            run(
                    """
                    {variables: [{name: b, expression: object.gone}],
                     validations: [{expression: "variables.b == 'x'"}]}
                    """,
                    RunObserver.NONE)
                .decisions())
        .extracting(Decision::message)
        .containsExactly(
            "expression 'variables.b == 'x'' resulted in error: composited variable \"b\" fails to"
                + " evaluate: no such key: gone");
  }

  @Test
  void aMessageMustBeOneShortLine() {
    assertThat(
            run(
                    """
                    {validations: [
                      {expression: "false", messageExpression: "' said '", message: other},
                      {expression: "false", messageExpression: "'a\\\\nb'", message: other},
                      {expression: "false", messageExpression: "'  '", message: " other "},
                      {expression: "false", messageExpression: "object.gone + ''"},
                      {expression: " false "}]}
                    """,
                    RunObserver.NONE)
                .decisions())
        .extracting(Decision::message)
        .containsExactly(
            "said", "other", "other", "failed expression: false", "failed expression: false");
  }

  @Test
  void conditionsThatFailAreToldTogether() {
    assertThat(
            run(
                    """
                    {matchConditions: [
                       {name: a, expression: "object.gone == 1"},
                       {name: b, expression: "object.lost == 1"},
                       {name: c, expression: "true"}],
                     validations: [{expression: "false"}]}
                    """,
                    RunObserver.NONE)
                .decisions())
        .extracting(Decision::message)
        .containsExactly(
            "[expression 'object.gone == 1' resulted in error: no such key: gone, expression"
                + " 'object.lost == 1' resulted in error: no such key: lost]");
  }

  @Test
  void conditionsHaveABudgetOfTheirOwn() {
    String conditions =
        "[{name: a, expression: '%1$s'}, {name: b, expression: '%1$s'}, {name: c, expression: '%1$s'}, {name: d, expression: '%1$s'}]"
            .formatted(DEAR);
    assertThat(
            run(
                    "{matchConditions: " + conditions + ", validations: [{expression: 'true'}]}",
                    RunObserver.NONE)
                .decisions())
        .extracting(Decision::message)
        .containsExactly(OUT_OF_BUDGET);
  }
}
