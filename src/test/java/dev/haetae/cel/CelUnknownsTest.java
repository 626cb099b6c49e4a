package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.values.NullValue;
import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is not known: a part of a variable, a whole one, a function's value, a policy's variable.
 */
final class CelUnknownsTest {
  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.kubernetes()
          .with(KubernetesVariables.of(true, true))
          .with(
              List.of(
                  new CelFunction(
                      "lookUp",
                      null,
                      List.of(ExpressionType.STRING),
                      ExpressionType.DYN,
                      arguments -> Unknowns.of("lookUp(" + arguments[0] + ")"))));

  private static final Map<String, String> OWN =
      Map.of(
          "user", "request.userInfo.username",
          "known", "object.a",
          "looked", "lookUp('x')",
          "either", "request.userInfo.username == 'x' || true",
          "nested", "variables.user + 'x'");

  private static Outcome run(String expression) throws Exception {
    Value tree =
        JsonReader.review(
            "{\"a\":1,\"name\":\"n\",\"l\":[1,2]}".getBytes(StandardCharsets.UTF_8), Limits.REVIEW);
    Map<String, CelExpression> own = new LinkedHashMap<>();
    Map<String, ExpressionType> types = new LinkedHashMap<>();
    for (String name : List.of("user", "known", "looked", "either", "nested")) {
      String text = Objects.requireNonNull(OWN.get(name));
      CelExpression compiled = compiled(ENVIRONMENT.withVariables(types), text);
      own.put(name, compiled);
      types.put(name, compiled.type());
    }
    Bindings given =
        new Bindings() {
          @Override
          public Object value(String name) {
            return switch (name) {
              case "object", "request" -> TreeValues.root(tree, name);
              default -> NullValue.NULL_VALUE;
            };
          }

          @Override
          public List<String> unknown() {
            return List.of("request.userInfo", "oldObject");
          }
        };
    CostBudget budget = new CostBudget(CostBudget.OF_POLICY);
    return compiled(ENVIRONMENT.withVariables(types), expression)
        .evaluate(new LazyVariables(own, given, budget), budget);
  }

  private static CelExpression compiled(CelEnvironment environment, String text) {
    return switch (environment.compile(text, Set.of())) {
      case Compilation.Compiled(CelExpression expression) -> expression;
      case Compilation.Refused refused -> throw new AssertionError(refused.message());
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "request.userInfo.username == 'x'; request.userInfo",
        "has(request.userInfo.username); request.userInfo",
        "request.userInfo.groups.exists(g, g == 'x'); request.userInfo",
        "oldObject.spec.a == 1; oldObject",
        "oldObject == null; oldObject",
        "has(oldObject.spec); oldObject",
        "oldObject.?spec.hasValue(); oldObject",
        "[1, 2].all(i, oldObject.x == i); oldObject",
        "oldObject.x == 1 || request.userInfo.uid == 'x'; oldObject,request.userInfo",
        "oldObject.x == 1 && object.a == 1; oldObject",
        "object.a == 1 ? oldObject.x : 1; oldObject",
        "oldObject.x ? 1 : 2; oldObject",
        "size(string(oldObject.x)); oldObject",
        "[oldObject.x].size(); oldObject",
        "lookUp('a') == 1; lookUp(a)",
        "lookUp('a').spec.x == 1; lookUp(a)",
        "object.l.map(i, lookUp(string(i))).size() == 2; lookUp(1),lookUp(2)",
        "variables.user == 'x'; request.userInfo",
        "variables.nested == 'x'; request.userInfo",
        "variables.looked == 1; lookUp(x)",
        "variables.looked.a.b == 1; lookUp(x)",
        "has(variables.looked.a); lookUp(x)",
        "variables.user == 'x' && object.a == 1; request.userInfo",
        "object.zz == 1 || variables.user == 'x'; request.userInfo",
        "object.zz == 1 && oldObject.x == 1; oldObject",
        "variables.user == 'x' || lookUp('a') == 1; lookUp(a),request.userInfo"
      })
  void whatHangsOnItIsNotKnown(String expression, String names) throws Exception {
    assertThat(run(expression)).isEqualTo(new Outcome.Unknown(List.of(names.split(","))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "request.userInfo.username == 'x' || true; true",
        "oldObject.x == 1 && false; false",
        "false && oldObject.x == 1; false",
        "lookUp('a') == 1 || object.a == 1; true",
        "variables.user == 'x' || object.a == 1; true",
        "variables.user == 'x' && object.a == 2; false",
        "variables.looked == 1 || object.a == 1; true",
        "object.l.exists(i, i == 2 || oldObject.x == i); true",
        "object.l.all(i, i == 1 && oldObject.x == i); false",
        "object.l.exists(i, i == 1 || variables.user == 'x'); true",
        "object.a == 1 ? true : oldObject.x; true",
        "request.name == 'n'; true",
        "has(request.name); true",
        "variables.either; true",
        "variables.known == 1; true"
      })
  void logicDecidesWithoutIt(String expression, boolean value) throws Exception {
    assertThat(run(expression)).isEqualTo(new Outcome.Value(value));
  }

  @Test
  void aFailureThatComesFirstIsOne() throws Exception {
    assertThat(run("object.zz + oldObject.x")).isEqualTo(new Outcome.Failure("no such key: zz"));
  }
}
