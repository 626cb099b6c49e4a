package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CelEnvironmentTest {
  private static final CelEnvironment OBJECT =
      CelEnvironment.kubernetes()
          .with(
              Map.of(
                  "object",
                  ExpressionType.DYN,
                  "request",
                  ExpressionType.struct(
                      "kubernetes.AdmissionRequest",
                      Map.of("name", ExpressionType.STRING, "userInfo", ExpressionType.DYN))));

  private static CelExpression compiled(String text) {
    return switch (OBJECT.compile(text, Set.of())) {
      case Compilation.Compiled(CelExpression expression) -> expression;
      case Compilation.Refused refused -> throw new AssertionError(refused.message());
    };
  }

  private static Outcome run(String text, String json) throws Exception {
    Value tree = JsonReader.review(json.getBytes(StandardCharsets.UTF_8), Limits.REVIEW);
    Bindings bindings =
        new Bindings() {
          @Override
          public Object value(String name) {
            return TreeValues.root(tree, name);
          }

          @Override
          public List<String> unknown() {
            return List.of("request.userInfo");
          }
        };
    return compiled(text).evaluate(bindings, new CostBudget(CostBudget.OF_POLICY));
  }

  @Test
  void anExpressionSeesTheTreeAsItIs() throws Exception {
    String pod = "{\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"r/a\"}],\"n\":1.5}}";
    assertThat(run("object.spec.containers.all(c, c.image.startsWith('r/'))", pod))
        .isEqualTo(new Outcome.Value(true));
    assertThat(run("object.spec.n > 1 && has(object.spec.n) && !has(object.spec.m)", pod))
        .isEqualTo(new Outcome.Value(true));
    assertThat(run("object.spec.m", pod)).isEqualTo(new Outcome.Failure("no such key: m"));
  }

  @Test
  void whatIsNotKnownDecidesNothingUnlessLogicDoes() throws Exception {
    assertThat(run("request.userInfo.username == 'x'", "{}"))
        .isEqualTo(new Outcome.Unknown(List.of("request.userInfo")));
    assertThat(run("request.userInfo.username == 'x' || true", "{}"))
        .isEqualTo(new Outcome.Value(true));
    assertThat(run("has(request.userInfo.username)", "{}")).isInstanceOf(Outcome.Unknown.class);
  }
}
