package dev.haetae.resource.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPatchTest {
  private static final Value ONE = NumberValue.of(1);

  private static ObjectValue tree(String json) throws UnreadableException {
    return (ObjectValue) JsonReader.review(json.getBytes(StandardCharsets.UTF_8), Limits.REVIEW);
  }

  @Test
  void addsReplacesAndRemoves() throws UnreadableException {
    ObjectValue before = tree("{\"a\":{\"b\":[1,2]},\"c\":3}");
    ObjectValue after =
        JsonPatch.apply(
            before,
            List.of(
                PatchOperation.add(Path.of("a", "b").child(2), new StringValue("end")),
                PatchOperation.add(Path.of("a", "b").child(0), new StringValue("start")),
                PatchOperation.replace(Path.of("c"), NullValue.NULL),
                PatchOperation.remove(Path.of("a", "b").child(1)),
                PatchOperation.add(Path.of("d"), ONE)));
    assertThat(JsonWriter.toText(after))
        .isEqualTo(
            """
            {"a":{"b":["start",2,"end"]},"c":null,"d":1}\
            """);
    assertThat(JsonWriter.toText(before)).isEqualTo("{\"a\":{\"b\":[1,2]},\"c\":3}");
  }

  @Test
  void addsMissingParentsInOneOperation() throws UnreadableException {
    ObjectValue before = tree("{\"spec\":{}}");
    PatchOperation deep =
        PatchOperation.addDeep(before, Path.of("spec", "affinity", "nodeAffinity"), ONE);
    assertThat(deep.toValue())
        .hasToString(
            """
            {"op":"add","path":"/spec/affinity","value":{"nodeAffinity":1}}\
            """);
    assertThat(JsonPatch.apply(before, List.of(deep)))
        .hasToString("{\"spec\":{\"affinity\":{\"nodeAffinity\":1}}}");
    assertThat(PatchOperation.addDeep(before, Path.of("status"), ONE).path()).hasToString("status");
    assertThat(
            JsonPatch.apply(
                before, List.of(PatchOperation.addDeep(before, Path.of("m", "a", "b/c"), ONE))))
        .hasToString("{\"spec\":{},\"m\":{\"a\":{\"b/c\":1}}}");
  }

  @Test
  void refusesWhatDoesNotFit() throws UnreadableException {
    ObjectValue before = tree("{\"a\":[1]}");
    assertThatThrownBy(
            () -> JsonPatch.apply(before, List.of(PatchOperation.add(Path.of("b", "c"), ONE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing at b to patch below");
    assertThatThrownBy(
            () -> JsonPatch.apply(before, List.of(PatchOperation.add(Path.of("a").child(5), ONE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing at a[5] to patch");
  }
}
