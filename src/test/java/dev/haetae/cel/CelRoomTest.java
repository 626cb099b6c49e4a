package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.tree.ObjectValue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an expression makes has its bounds before it is made. */
final class CelRoomTest {
  private static final Outcome EXCEEDED =
      new Outcome.Failure("operation cancelled: actual cost limit exceeded");
  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.kubernetes().with(KubernetesVariables.OBJECT, ExpressionType.DYN);

  private static Outcome run(String expression) {
    return switch (ENVIRONMENT.compile(expression, Set.of())) {
      case Compilation.Compiled(CelExpression compiled) ->
          compiled.evaluate(
              name -> TreeValues.root(ObjectValue.EMPTY, name),
              new CostBudget(CostBudget.OF_POLICY));
      case Compilation.Refused refused -> throw new AssertionError(refused.message());
    };
  }

  /** An expression whose value grows to twice its size with each turn. */
  private static String doubled(String start, String twice, int times) {
    return "[" + start + "]" + (".map(x, " + twice + ")").repeat(times) + "[0].size() < 0";
  }

  @Test
  void aTextOfManyReplacementsIsNotMade() {
    String many = "a".repeat(64);
    String replace = ".replace('a', '" + many + "')";
    String letters = ".replace('', '" + many + "')";
    String some = ".replace('a', '" + many + "', 1000000000)";
    assertThat(run("'" + many + "'" + replace.repeat(5) + ".size() < 0")).isEqualTo(EXCEEDED);
    assertThat(run("'" + many + "'" + letters.repeat(5) + ".size() < 0")).isEqualTo(EXCEEDED);
    assertThat(run("'" + many + "'" + some.repeat(5) + ".size() < 0")).isEqualTo(EXCEEDED);
  }

  @Test
  void longTextsAreReplacedWhereTheResultIsNotTooLong() {
    String many = "a".repeat(64);
    String replace = ".replace('a', '" + many + "')";
    String text = "'" + many + "'" + replace.repeat(2);
    assertThat(run(text + ".replace('b', '" + many + "').size()"))
        .isEqualTo(new Outcome.Value(262_144L));
    assertThat(run(text + ".replace('aaaa', 'b" + many + "', 1).size()"))
        .isEqualTo(new Outcome.Value(262_205L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x, x].join()",
        "[x, x].join('--')",
        "'%s%s'.format([x, x])",
        "x + x",
        "dyn(x) + dyn(x)"
      })
  void aTextThatDoublesIsCutOff(String twice) {
    assertThat(run(doubled("'0123456789abcdef'", twice, 40))).isEqualTo(EXCEEDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x + x", "dyn(x) + dyn(x)"})
  void bytesThatDoubleAreCutOff(String twice) {
    assertThat(run(doubled("b'0123456789abcdef'", twice, 40))).isEqualTo(EXCEEDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x + x", "dyn(x) + dyn(x)", "[x, x].flatten()", "[[x], [x]].flatten(2)"})
  void aListThatDoublesIsCutOff(String twice) {
    assertThat(run(doubled("[1, 2, 3, 4, 5, 6, 7, 8]", twice, 40))).isEqualTo(EXCEEDED);
  }

  @Test
  void flatteningListsOfNothingIsCutOff() {
    String deep = "[dyn([])]" + ".map(x, dyn([x, x]))".repeat(40);
    assertThat(run(deep + ".flatten(60).size() < 0")).isEqualTo(EXCEEDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lists.range(2000000000).reverse().size() < 0",
        "lists.range(2000000000).slice(0, 2000000000).size() < 0",
        "lists.range(2000000000).distinct().size() < 0",
        "lists.range(2000000000).sort().size() < 0",
        "(lists.range(2000000000) + [1]).size() < 0",
        "sets.contains(lists.range(1000000), lists.range(1000000))",
        "sets.intersects(lists.range(1000000), lists.range(1000000).map(x, -1))",
        "sets.equivalent(lists.range(1000000), lists.range(1000000))"
      })
  void aLongRangeIsNotGoneThrough(String expression) {
    assertThat(run(expression)).isEqualTo(EXCEEDED);
  }

  @Test
  void manyCopiesOfALongListAreCutOff() {
    String list = "[1, 2, 3, 4, 5, 6, 7, 8]";
    String longer = "[" + list + "]" + ".map(x, x + x)".repeat(16);
    String copies = "[" + "[0] + x, ".repeat(200) + "[]]";
    assertThat(run(longer + ".map(x, " + copies + ").size() < 0")).isEqualTo(EXCEEDED);
  }
}
