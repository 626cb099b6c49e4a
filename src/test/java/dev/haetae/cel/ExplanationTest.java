package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.Explanation.Field;
import dev.haetae.cel.Explanation.Step;
import dev.haetae.cel.value.TreeValues;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExplanationTest {
  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.kubernetes()
          .with(Map.of("object", ExpressionType.DYN, "params", ExpressionType.DYN));

  private static Explanation explained(String expression) throws Exception {
    Bindings object = RecordedRows.bindings();
    Bindings both =
        name ->
            name.equals("params")
                ? TreeValues.root(RecordedRows.tree("{\"max\":2,\"names\":[\"x\"]}"), name)
                : object.value(name);
    return switch (ENVIRONMENT.compile(expression, Set.of())) {
      case Compilation.Compiled(CelExpression compiled) ->
          compiled.explain(both, new CostBudget(CostBudget.OF_POLICY));
      case Compilation.Refused(String message, int _, int _) -> throw new AssertionError(message);
    };
  }

  private static String field(String expression) throws Exception {
    Field field = explained(expression).deciding();
    return field == null ? "none" : field.variable() + " " + field.path();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          object.kind == 'Service' | object kind
          object.kind != 'Pod' | object kind
          'Service' == object.kind | object kind
          object.spec.hostNetwork | object spec.hostNetwork
          object.kind == 'Pod' && object.spec.hostNetwork == true | object spec.hostNetwork
          object.kind == 'Service' && object.spec.hostNetwork == true | object kind
          object.kind == 'A' || object.metadata.name == 'B' | object metadata.name
          (object.kind == 'A' || object.metadata.name == 'B') && object.spec.replicas == 3 | object metadata.name
          !(object.kind == 'Pod' && object.metadata.name == 'web-1') | object metadata.name
          !(object.kind == 'Pod' || object.metadata.name == 'x') | object kind
          !has(object.spec.replicas) | object spec.replicas
          has(object.metadata.labels.owner) | object metadata.labels.owner
          has(object.metadata.annotations) && has(object.metadata.annotations.owner) | object metadata.annotations
          has(object.spec.containers[0].securityContext) | object spec.containers[0].securityContext
          object.metadata.labels['owner'] == 'x' | object metadata.labels.owner
          object.metadata.labels['app'] == 'x' | object metadata.labels.app
          'owner' in object.metadata.labels | object metadata.labels
          object.kind in ['A', 'B'] | object kind
          object.spec.replicas <= params.max | object spec.replicas
          params.max >= object.spec.replicas | object spec.replicas
          object.spec.replicas + 1 < 3 | object spec.replicas
          object.spec.containers.size() > 5 | object spec.containers
          size(object.spec.containers) > 5 | object spec.containers
          object.spec.containers[1].name.startsWith('x') | object spec.containers[1].name
          object.spec.containers[1].image.contains('lab') | object spec.containers[1].image
          object.metadata.name.matches('^[a-z]+$') | object metadata.name
          object.spec.containers.all(c, c.image.startsWith('registry.lab/')) | object spec.containers[1].image
          object.spec.containers.all(c, c.name != 'b') | object spec.containers[1].name
          object.spec.containers.all(c, has(c.securityContext)) | object spec.containers[0].securityContext
          object.spec.containers.all(c, has(c.resources) && quantity(c.resources.limits.cpu).isLessThan(quantity('1'))) | object spec.containers[1].resources.limits.cpu
          object.spec.containers.all(c, c.name == 'x' || c.image.endsWith(':1')) | object spec.containers[1].image
          object.spec.containers.all(c, ['registry.lab/', 'quay.io/'].exists(r, c.image.startsWith(r))) | object spec.containers[1].image
          object.spec.containers.all(c, c.nothing == 1) | object spec.containers[0].nothing
          object.spec.containers.all(c, c.name == 'a' ? true : c.image == 'x') | object spec.containers[1].image
          object.spec.containers.exists(c, c.name == 'zz') | object spec.containers
          !object.spec.containers.exists(c, c.name == 'b') | object spec.containers[1].name
          object.spec.containers.exists_one(c, c.name == 'zz') | object spec.containers
          object.spec.containers.filter(c, c.name == 'b').size() == 0 | object spec.containers[1]
          object.spec.containers.map(c, c.name).exists(n, n == 'q') | object spec.containers
          object.data.numbers.all(n, n < 3) | object data.numbers[0]
          object.data.numbers.all(i, n, n > i) | object data.numbers[1]
          object.metadata.labels.all(k, k != 'tier') | object metadata.labels.tier
          object.metadata.labels.all(k, v, v != 'gold') | object metadata.labels.tier
          object.spec.nothing.deep == 1 | object spec.nothing.deep
          object.spec.containers[7].name == 'x' | object spec.containers[7].name
          object.spec.?nothing.?deep.orValue('a') == 'b' | object spec.nothing.deep
          object.metadata.?labels.?app.orValue('a') == 'b' | object metadata.labels.app
          has(object.spec.x) ? object.kind == 'A' : object.metadata.name == 'B' | object metadata.name
          has(object.spec.replicas) ? object.spec.replicas > 5 : true | object spec.replicas
          params.names.exists(n, n == object.metadata.name) | object metadata.name
          object.data.list.split(',').all(p, p != '') | object data.list
          url(object.data.url).getScheme() == 'http' | object data.url
          int(object.data.s) > 3 | object data.s
          1 > 2 | none
          """)
  void theDecidingFieldIsTheOneLookedAtLast(String expression, String expected) throws Exception {
    assertThat(field(expression)).isEqualTo(expected);
  }

  @Test
  void theValuesOfWhatDecidedAreShownInTheOrderOfWriting() throws Exception {
    assertThat(explained("object.kind == 'Pod' && object.spec.replicas <= params.max").steps())
        .containsExactly(new Step("object.spec.replicas", "3"), new Step("params.max", "2"));
    assertThat(
            explained("object.data.numbers.all(n, n > 0) && object.data.numbers.all(n, n < 3)")
                .steps())
        .containsExactly(new Step("object.data.numbers[0]", "3"), new Step("n", "3"));
    assertThat(explained("!(has( object.spec ) && (object.kind  == 'Pod'))").steps())
        .containsExactly(
            new Step("has( object.spec )", "true"), new Step("object.kind", "\"Pod\""));
  }

  @Test
  void longAndUnsafeValuesAreCut() throws Exception {
    assertThat(explained("object == 1").steps())
        .singleElement()
        .satisfies(step -> assertThat(step.value()).hasSizeLessThanOrEqualTo(81).endsWith("…"));
  }

  @Test
  void whatFailsIsShownWithoutAValue() throws Exception {
    assertThat(explained("object.spec.nothing.deep == 'x'").steps())
        .containsExactly(new Step("object.spec.nothing.deep", "no value"));
  }
}
