package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.mutation.MadeObject;
import dev.haetae.cel.mutation.MadePatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MutationExpressionTest {
  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.kubernetes().with("object", ExpressionType.DYN).withMutations();

  private static Compilation compile(String text, Set<ExpressionType> results) {
    return ENVIRONMENT.compile(text, results);
  }

  private static Object value(String text) {
    if (!(compile(text, Set.of()) instanceof Compilation.Compiled(CelExpression expression))) {
      throw new AssertionError(compile(text, Set.of()));
    }
    Outcome outcome = expression.evaluate(_ -> null, new CostBudget(CostBudget.OF_POLICY));
    return outcome instanceof Outcome.Value(Object value) ? value : outcome;
  }

  @Test
  void anObjectTakesAnyField() {
    assertThat(value("Object{spec: Object.spec{replicas: 3, ?gone: optional.none()}}"))
        .isInstanceOfSatisfying(
            MadeObject.class,
            object ->
                assertThat(object.fields())
                    .hasSize(1)
                    .extractingByKey("spec")
                    .isInstanceOfSatisfying(
                        MadeObject.class,
                        spec -> {
                          assertThat(spec.name()).isEqualTo("Object.spec");
                          assertThat(spec.fields()).isEqualTo(Map.of("replicas", 3L));
                        }));
  }

  @Test
  void itsFieldsCanBeReadAndItselfCompared() {
    assertThat(value("Object{list: [1, 2, 3]}.list.size()")).isEqualTo(3L);
    assertThat(value("Object{a: Object.a{b: 3}} == Object{a: Object.a{b: 1 + 2}}")).isEqualTo(true);
    assertThat(value("Object{a: 1} == Object{a: 2}")).isEqualTo(false);
    assertThat(value("has(Object{a: 1}.a) && !has(Object{a: 1}.b)")).isEqualTo(true);
    assertThat(value("Object{}.?existing.hasValue()")).isEqualTo(false);
  }

  @Test
  void anOperationKeepsWhatIsWritten() {
    assertThat(value("[JSONPatch{op: 'move', from: '/a', path: '/b'}]"))
        .isInstanceOfSatisfying(
            List.class,
            list ->
                assertThat(list.getFirst())
                    .isInstanceOfSatisfying(
                        MadePatch.class,
                        patch -> {
                          assertThat(patch.op()).isEqualTo("move");
                          assertThat(patch.from()).isEqualTo("/a");
                          assertThat(patch.path()).isEqualTo("/b");
                          assertThat(patch.operand()).isNull();
                        }));
  }

  @Test
  void theTypeOfAResultIsExact() {
    Set<ExpressionType> object = Set.of(ExpressionType.OBJECT);
    Set<ExpressionType> patches = Set.of(ExpressionType.PATCHES);
    assertThat(compile("Object{}", object)).isInstanceOf(Compilation.Compiled.class);
    assertThat(compile("true ? Object{} : Object{a: 1}", object))
        .isInstanceOf(Compilation.Compiled.class);
    assertThat(compile("Object.spec{}", object)).isInstanceOf(Compilation.Refused.class);
    assertThat(compile("{'a': 1}", object)).isInstanceOf(Compilation.Refused.class);
    assertThat(compile("[JSONPatch{}]", patches)).isInstanceOf(Compilation.Compiled.class);
    assertThat(compile("true ? [] : [JSONPatch{}]", patches))
        .isInstanceOf(Compilation.Compiled.class);
    assertThat(compile("[1, 2].map(i, JSONPatch{op: string(i)})", patches))
        .isInstanceOf(Compilation.Compiled.class);
    assertThat(compile("[]", patches)).isInstanceOf(Compilation.Refused.class);
    assertThat(compile("['x']", patches)).isInstanceOf(Compilation.Refused.class);
  }

  @Test
  void wrongFieldsAreRefused() {
    assertThat(compile("JSONPatch{op: 1}", Set.of())).isInstanceOf(Compilation.Refused.class);
    assertThat(compile("JSONPatch{frob: 1}", Set.of())).isInstanceOf(Compilation.Refused.class);
    assertThat(compile("Invalid{}", Set.of())).isInstanceOf(Compilation.Refused.class);
    assertThat(CelEnvironment.kubernetes().compile("Object{}", Set.of()))
        .isInstanceOf(Compilation.Refused.class);
  }
}
