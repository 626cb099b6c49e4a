package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.tree.ObjectValue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CelBoundsTest {
  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.kubernetes().with(KubernetesVariables.OBJECT, ExpressionType.DYN);

  private static String refusal(String expression) {
    return switch (ENVIRONMENT.compile(expression, Set.of())) {
      case Compilation.Refused(String message, int _, int _) -> message;
      case Compilation.Compiled _ -> "";
    };
  }

  private static Outcome run(String expression) {
    return switch (ENVIRONMENT.compile(expression, Set.of())) {
      case Compilation.Compiled(CelExpression compiled) ->
          compiled.evaluate(
              name -> TreeValues.root(ObjectValue.EMPTY, name),
              new CostBudget(CostBudget.OF_POLICY));
      case Compilation.Refused refused -> throw new AssertionError(refused.message());
    };
  }

  @ParameterizedTest
  @CsvSource({"(,1,),10000", "(,1,),260", "[,1,],300", "[,1,],10000", "{'a':,1,},300"})
  void whatIsNestedTooDeeplyIsRefused(String open, String core, String close, int times) {
    assertThat(refusal(open.repeat(times) + core + close.repeat(times)))
        .isEqualTo(
            "compilation failed: ERROR: <input>:-1:0: expression recursion limit exceeded: 250");
  }

  @ParameterizedTest
  @CsvSource({"1,+1,300", "1,+1,5000", "object,.a,300", "object,.a,5000"})
  void whatIsChainedTooFarIsRefused(String start, String part, int times) {
    assertThat(refusal(start + part.repeat(times)))
        .isEqualTo(
            "compilation failed: ERROR: <input>:-1:0: expression recursion limit exceeded: 250");
  }

  @Test
  void nestingWithinTheLimitIsTaken() {
    assertThat(run("(".repeat(200) + "1" + ")".repeat(200))).isEqualTo(new Outcome.Value(1L));
    assertThat(run("[1].map(x,".repeat(40) + "1" + ")".repeat(40)))
        .isInstanceOf(Outcome.Value.class);
    assertThat(run("!".repeat(10_000) + "true")).isEqualTo(new Outcome.Value(true));
    assertThat(run("-".repeat(10_000) + "1")).isEqualTo(new Outcome.Value(1L));
    assertThat(run("true" + "&&true".repeat(5_000))).isEqualTo(new Outcome.Value(true));
  }

  @Test
  void aLongExpressionIsRefused() {
    assertThat(refusal("'" + "x".repeat(100_001) + "'"))
        .isEqualTo(
            "compilation failed: ERROR: <input>:-1:0: expression code point size exceeds limit:"
                + " size: 100003, limit 100000");
  }

  @ParameterizedTest
  @CsvSource({"((a{100}){100}){100}", "(a{1000}){1000}"})
  void aPatternThatExplodesIsRefused(String pattern) {
    assertThat(refusal("'a'.matches('" + pattern + "')"))
        .startsWith("compilation failed: ERROR: <input>:1:13: invalid matches argument\n");
  }

  @Test
  void aPatternOfManyBracketsIsRefused() {
    String pattern = "(".repeat(2_000) + "a" + ")".repeat(2_000);
    assertThat(refusal("'a'.matches('" + pattern + "')"))
        .startsWith("compilation failed: ERROR: <input>:1:13: invalid matches argument\n");
  }

  @Test
  void aLoopWithoutEndIsCutOff() {
    String five = "[0,1,2,3,4,5,6,7,8,9]";
    String loop = five + ".all(a, " + five + ".all(b, ";
    String nested = loop + loop + loop + "true" + "))".repeat(3);
    assertThat(run(nested))
        .isEqualTo(new Outcome.Failure("operation cancelled: actual cost limit exceeded"));
  }

  @Test
  void aListThatGrowsInALoopTakesNoCopies() {
    assertThat(run("lists.range(20000).map(x, x).size()")).isEqualTo(new Outcome.Value(20_000L));
  }

  @Test
  void aLongChainOfOptionalFieldsIsEvaluatedOnce() {
    String nested = "{'a':".repeat(60) + "dyn(1)" + "}".repeat(60);
    String chain = "[dyn(" + nested + ")].all(x, x" + ".?a".repeat(60);
    assertThat(run(chain + ".hasValue())")).isEqualTo(new Outcome.Value(true));
    assertThat(run(chain + ".?a.hasValue())")).isEqualTo(new Outcome.Value(false));
    assertThat(run(chain + ".value() == 1)")).isEqualTo(new Outcome.Value(true));
  }

  @Test
  void aChainOfOptionalFieldsInALoopIsEvaluated() {
    String nested = "{'a':".repeat(10) + "1" + "}".repeat(10);
    String chain = "x" + ".?a".repeat(10) + ".hasValue()";
    assertThat(run("[" + nested + "].all(x, lists.range(100).all(y, " + chain + "))"))
        .isEqualTo(new Outcome.Value(true));
  }

  @ParameterizedTest
  @CsvSource({"1,1,true", "1,1.0,true", "1,2,false", "0.0/0.0,0.0/0.0,false"})
  void listsThatHoldEachOtherAreComparedOnce(String first, String second, boolean equal) {
    String doubled = ".map(x, [x, x])".repeat(60);
    String map = ".map(x, {'a': x, 'b': x})".repeat(60);
    String ones = "[dyn(" + first + ")]";
    String others = "[dyn(" + second + ")]";
    assertThat(run(ones + doubled + " == " + others + doubled)).isEqualTo(new Outcome.Value(equal));
    assertThat(run(ones + map + " == " + others + map)).isEqualTo(new Outcome.Value(equal));
    assertThat(run(ones + doubled + "[0] in " + others + doubled))
        .isEqualTo(new Outcome.Value(equal));
  }
}
