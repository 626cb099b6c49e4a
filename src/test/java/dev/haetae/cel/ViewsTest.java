package dev.haetae.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.value.ListView;
import dev.haetae.cel.value.TreeList;
import dev.haetae.cel.value.TreeObject;
import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the library takes our views as they are, which a new release of it could end. */
final class ViewsTest {
  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.kubernetes()
          .with(KubernetesVariables.OBJECT, ExpressionType.DYN)
          .with("numbers", ExpressionType.DYN);

  /** A list of a million numbers that counts how often one is asked for. */
  @SuppressWarnings("Immutable") // It counts.
  private static final class Counted extends ListView {
    private int asked;

    @Override
    public Object get(int index) {
      asked++;
      return (long) index;
    }

    @Override
    public int size() {
      return 1_000_000;
    }
  }

  private static Object run(String expression, Object object, Object numbers) {
    CelExpression compiled =
        ((Compilation.Compiled) ENVIRONMENT.compile(expression, Set.of())).expression();
    Outcome outcome =
        compiled.evaluate(
            name -> name.equals("numbers") ? numbers : object,
            new CostBudget(CostBudget.OF_POLICY));
    assertThat(outcome).as(expression).isInstanceOf(Outcome.Value.class);
    return ((Outcome.Value) outcome).value();
  }

  private static ObjectValue tree() throws Exception {
    return (ObjectValue)
        JsonReader.review(
            "{\"spec\":{\"l\":[{\"x\":{\"y\":1}}]}}".getBytes(StandardCharsets.UTF_8),
            Limits.REVIEW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "numbers[7] == 7; 1",
        "numbers.size() == 1000000; 0",
        "[numbers][0].size() == 1000000; 0",
        "{'a': numbers}.a[3] == 3; 1",
        "(object != null ? numbers : [])[3] == 3; 1",
        "optional.of(numbers).value()[3] == 3; 1",
        "numbers.exists(n, n == 4); 6",
        "numbers.all(n, n < 2) || true; 4",
        "[1].map(i, numbers).size() == 1; 0",
        "type(numbers) == list; 0",
        "dyn(numbers)[1] == 1; 1"
      })
  void aListIsAskedForNoMoreThanAnExpressionLooksAt(String expression, int times) {
    Counted numbers = new Counted();
    assertThat(run(expression, 1L, numbers)).isEqualTo(true);
    assertThat(numbers.asked).isEqualTo(times);
  }

  @Test
  void objectsAndArraysOfTheTreeComeOutAsTheyWentIn() throws Exception {
    ObjectValue tree = tree();
    Object object = TreeValues.root(tree, "object");
    ObjectValue spec = (ObjectValue) tree.get("spec");
    ArrayValue list = (ArrayValue) spec.get("l");
    ObjectValue x = (ObjectValue) Path.of("spec").child("l").child(0).child("x").in(tree);
    assertThat(run("object", object, 1L)).isSameAs(object);
    assertThat(((TreeObject) run("object.spec", object, 1L)).tree()).isSameAs(spec);
    assertThat(((TreeList) run("object.spec.l", object, 1L)).tree()).isSameAs(list);
    assertThat(((TreeObject) run("object.spec.l[0].x", object, 1L)).tree()).isSameAs(x);
    assertThat(((TreeObject) run("object.spec.l.filter(e, true)[0].x", object, 1L)).tree())
        .isSameAs(x);
    assertThat(((TreeObject) run("[object.spec][0].l[0].x", object, 1L)).tree()).isSameAs(x);
  }

  @Test
  void aViewKnowsItsPlace() throws Exception {
    Object object = TreeValues.root(tree(), "object");
    TreeObject x = (TreeObject) run("object.spec.l.filter(e, true)[0].x", object, 1L);
    assertThat(x.variable()).isEqualTo("object");
    assertThat(x.path()).hasToString("spec.l[0].x");
  }
}
