package dev.haetae.resource.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TreeDiffTest {
  private static ObjectValue json(String text) {
    try {
      byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      return (ObjectValue) JsonReader.review(bytes, Limits.REVIEW);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String diff(String before, String after) {
    List<PatchOperation> operations = TreeDiff.between(json(before), json(after));
    assertThat(JsonPatch.apply(json(before), operations)).isEqualTo(json(after));
    return JsonPatch.toValue(operations).toString().replace('"', '\'');
  }

  @Test
  void whatIsEqualHasNoDifference() {
    assertThat(diff("{'a':[1,{'b':2}]}", "{'a':[1,{'b':2}]}")).isEqualTo("[]");
  }

  @Test
  void fieldsAreAddedReplacedAndRemoved() {
    assertThat(diff("{'a':1,'b':{'c':1},'d':1}", "{'a':2,'b':{'c':1,'e':3}}"))
        .isEqualTo(
            "[{'op':'remove','path':'/d'},{'op':'replace','path':'/a','value':2},"
                + "{'op':'add','path':'/b/e','value':3}]");
  }

  @Test
  void elementsAreToldApartByTheirNames() {
    assertThat(diff("{'l':[{'name':'b','x':1}]}", "{'l':[{'name':'a'},{'name':'b','x':2}]}"))
        .isEqualTo(
            "[{'op':'add','path':'/l/0','value':{'name':'a'}},"
                + "{'op':'replace','path':'/l/1/x','value':2}]");
    assertThat(diff("{'l':[1,2,3,4]}", "{'l':[1,4]}"))
        .isEqualTo("[{'op':'remove','path':'/l/2'},{'op':'remove','path':'/l/1'}]");
  }

  @Test
  void whateverDiffersIsMadeEqual() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      ObjectValue before = object(random, 3);
      ObjectValue after = object(random, 3);
      assertThat(JsonPatch.apply(before, TreeDiff.between(before, after))).isEqualTo(after);
    }
  }

  private static ObjectValue object(Random random, int depth) {
    ObjectValue.Builder out = new ObjectValue.Builder(4);
    for (int i = random.nextInt(4); i >= 0; i--) {
      out.put(random.nextBoolean() ? "name" : "k" + random.nextInt(4), value(random, depth));
    }
    return out.build();
  }

  private static Value value(Random random, int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(3)) {
      case 1 -> object(random, depth - 1);
      case 2 -> {
        ArrayValue.Builder out = new ArrayValue.Builder();
        for (int i = random.nextInt(4); i > 0; i--) {
          out.add(value(random, depth - 1));
        }
        yield out.build();
      }
      default -> new StringValue("v" + random.nextInt(3));
    };
  }
}
