package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CostLimitTest {
  private static final Outcome CUT_OFF =
      new Outcome.Failure("operation cancelled: actual cost limit exceeded");
  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.kubernetes().with("object", ExpressionType.DYN);

  private static Outcome run(String expression, int length, CostBudget budget) {
    ObjectValue.Builder object = new ObjectValue.Builder(1);
    object.put("text", new StringValue("a".repeat(length)));
    Object value = TreeValues.root(object.build(), "object");
    return switch (ENVIRONMENT.compile(expression, Set.of())) {
      case Compilation.Compiled(CelExpression compiled) -> compiled.evaluate(_ -> value, budget);
      case Compilation.Refused(String message, int _, int _) -> throw new AssertionError(message);
    };
  }

  private static Outcome run(String expression, int length) {
    return run(expression, length, new CostBudget(CostBudget.OF_POLICY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lists.range(40).all(x, lists.range(40).all(y, lists.range(40).all(z, x + y + z >= 0)))",
        "lists.range(306).all(x, lists.range(306).all(y, x + y >= 0))",
        "lists.range(253).all(x, lists.range(250).all(y, x + y >= -23))",
        "lists.range(3000).all(x, (object.text + object.text).contains('zzz') == false)",
      })
  void whatTheApiServerLetsPassPasses(String expression) {
    assertThat(run(expression, 300)).isEqualTo(new Outcome.Value(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lists.range(918).map(x, lists.range(306).map(y, x * y)).size() > 0",
        "lists.range(4000).map(x, lists.range(4000).map(y, [x, y])).size() > 0",
        "lists.range(61).all(x, lists.range(61).all(y, lists.range(61).all(z, x + y + z >= 0)))",
      })
  void whatTheApiServerCutsOffIsCutOff(String expression) {
    assertThat(run(expression, 300)).isEqualTo(CUT_OFF);
  }

  @Test
  void whatIsCutOffSpendsItsShareOfTheBudgetAndNoMore() {
    CostBudget budget = new CostBudget(CostBudget.OF_POLICY);
    run("lists.range(1000).all(x, lists.range(1000).all(y, x + y >= 0))", 1, budget);
    assertThat(budget.left())
        .isLessThan(CostBudget.OF_POLICY - CostBudget.OF_EXPRESSION)
        .isGreaterThan(CostBudget.OF_POLICY - CostBudget.OF_EXPRESSION - 1000);
  }

  @Test
  void logicDoesNotGoOnWithWhatWasCutOff() {
    String endless = "lists.range(1000).all(x, lists.range(1000).all(y, x + y >= 0))";
    assertThat(run(endless + " || true", 1)).isEqualTo(CUT_OFF);
    assertThat(run("(" + endless + " ? 1 : 2) > 0 || true", 1)).isEqualTo(CUT_OFF);
    assertThat(run("[1].exists(x, " + endless + ") || true", 1)).isEqualTo(CUT_OFF);
  }

  @Test
  void aTextThatDoublesIsCutOff() {
    String doubled = ".map(x, x + x)".repeat(60);
    assertThat(run("[string(object.text)]" + doubled + ".size() > 0", 100)).isEqualTo(CUT_OFF);
    assertThat(run("[object.text]" + doubled + ".size() > 0", 100)).isEqualTo(CUT_OFF);
  }

  @Test
  void aListThatIsFlattenedToAnyDepthIsCutOff() {
    String flat = "[1].flatten(9223372036854775807).size() == 1";
    CostBudget budget = new CostBudget(CostBudget.OF_POLICY);

    assertThat(run(flat, 1, budget)).isEqualTo(CUT_OFF);
    assertThat(budget.left()).isNegative();
    assertThat(run(flat + " && " + flat, 1, budget)).isEqualTo(CUT_OFF);
    assertThat(budget.left()).isNegative();
  }

  @Test
  void aListThatDoublesIsNotWrittenOut() {
    String doubled = ".map(x, [x, x])".repeat(60);
    assertThat(run("'%s'.format([[object.text]" + doubled + "]).size() > 0", 3000))
        .isEqualTo(CUT_OFF);
  }

  @Test
  void aTextOfThreeMebibytesIsSearchedWithinTheBudget() {
    int length = 3 << 20;
    assertThat(run("object.text.contains('b')", length)).isEqualTo(new Outcome.Value(false));
    assertThat(run("object.text.matches('(a|aa|aaa|aaaa)+$')", length)).isEqualTo(CUT_OFF);
    assertThat(run("object.text.contains(object.text)", length)).isEqualTo(CUT_OFF);
  }
}
