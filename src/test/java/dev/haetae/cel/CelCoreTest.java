package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Expressions of our own making, with what the API server's packages answered to them. */
final class CelCoreTest {
  private static final String TABLE = "/cel/core.jsonl";

  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.kubernetes().with(KubernetesVariables.of(true, true));

  /** Expressions that differ, and why. This list only shrinks. */
  private static final Map<String, String> DIFFERENCES =
      Map.of(
          "timestamp(-62135596801)", "the place is that of the digits, not of the sign",
          "{\"a\":1,\"a\":2}", "a key that is written twice is a failure",
          "{1.0:1}", "only strings, whole numbers and truth values are keys",
          "{[1]:1}", "only strings, whole numbers and truth values are keys",
          "{null:1}", "only strings, whole numbers and truth values are keys",
          "{object.d:1}", "only strings, whole numbers and truth values are keys",
          "{object.e:1}", "only strings, whole numbers and truth values are keys",
          "{object.c:1}", "only strings, whole numbers and truth values are keys",
          "dyn", "it is refused in other words",
          "variables", "they are no map");

  private record Policy(CelEnvironment environment, Map<String, CelExpression> variables) {
    static Policy of(ObjectValue variables) {
      Policy policy = new Policy(ENVIRONMENT.withVariables(Map.of()), Map.of());
      for (int i = 0; i < variables.size(); i++) {
        policy = policy.with(variables.key(i), text(variables.value(i)));
      }
      return policy;
    }

    private Policy with(String name, String text) {
      Map<String, CelExpression> more = new LinkedHashMap<>(variables);
      if (environment.compile(text, Set.of()) instanceof Compilation.Compiled(var expression)) {
        more.put(name, expression);
      }
      Map<String, ExpressionType> types = new LinkedHashMap<>();
      more.forEach((key, expression) -> types.put(key, expression.type()));
      return new Policy(ENVIRONMENT.withVariables(types), more);
    }

    String run(String text, Value object) {
      return switch (environment.compile(text, Set.of())) {
        case Compilation.Refused refused -> "compile: " + refused.message();
        case Compilation.Compiled(CelExpression expression) -> {
          CostBudget budget = new CostBudget(CostBudget.OF_POLICY);
          Bindings given =
              name ->
                  name.equals("object")
                      ? TreeValues.root(object, name)
                      : dev.cel.common.values.NullValue.NULL_VALUE;
          yield switch (expression.evaluate(new LazyVariables(variables, given, budget), budget)) {
            case Outcome.Value(Object value) -> ShownValue.of(value);
            case Outcome.Failure(String message) -> "error: " + message;
            case Outcome.Unknown unknown -> unknown.toString();
          };
        }
      };
    }
  }

  private static String text(Value value) {
    return ((StringValue) value).text();
  }

  private static List<ObjectValue> rows() throws Exception {
    String text =
        new String(
            CelCoreTest.class.getResourceAsStream(TABLE).readAllBytes(), StandardCharsets.UTF_8);
    List<ObjectValue> rows = new ArrayList<>();
    for (String line : text.lines().toList()) {
      rows.add(
          (ObjectValue) JsonReader.review(line.getBytes(StandardCharsets.UTF_8), Limits.REVIEW));
    }
    return rows;
  }

  @Test
  void expressionsMeanWhatTheyMeanToTheApiServer() throws Exception {
    List<ObjectValue> rows = rows();
    Value object = rows.getFirst().get("object");
    Policy plain = Policy.of(ObjectValue.EMPTY);
    List<String> differences = new ArrayList<>();
    for (ObjectValue row : rows.subList(1, rows.size())) {
      Value variables = row.get("vars");
      Policy policy = variables instanceof ObjectValue own ? Policy.of(own) : plain;
      String expression = text(row.get("e"));
      String expected = text(row.get("out"));
      String found = policy.run(expression, object);
      if (found.equals(expected) == DIFFERENCES.containsKey(expression)) {
        differences.add(expression + "\n    wanted " + expected + "\n    found  " + found);
      }
    }
    assertThat(differences).isEmpty();
  }
}
