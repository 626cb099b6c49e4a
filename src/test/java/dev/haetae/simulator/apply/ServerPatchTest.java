package dev.haetae.simulator.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.TruthRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerPatchTest {
  private static ObjectValue json(String text) {
    try {
      return TruthRows.object(text);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static PatchStep step(String op, String path, String from, @Nullable String value) {
    Value tree = value == null ? null : json("{\"v\":" + value + '}').get("v");
    return new PatchStep(op, path, from, tree);
  }

  private static PatchStep put(String op, String path, String value) {
    return step(op, path, "", value);
  }

  private static String patched(String object, PatchStep... steps) throws ApplyException {
    return ServerPatch.apply(json(object), List.of(steps)).toString();
  }

  private static void assertRefused(String object, PatchStep step, String message) {
    assertThatThrownBy(() -> patched(object, step)).hasMessage(message);
  }

  @Test
  void stepsFollowEachOther() throws ApplyException {
    assertThat(
            patched(
                "{\"a\":{\"b\":1}}",
                put("add", "/a/c", "[1]"),
                put("add", "/a/c/-", "2"),
                put("add", "/a/c/0", "0"),
                put("replace", "/a/b", "\"x\""),
                step("remove", "/a/c/1", "", null)))
        .isEqualTo("{\"a\":{\"b\":\"x\",\"c\":[0,2]}}");
  }

  @Test
  void keysAreDecoded() throws ApplyException {
    assertThat(patched("{\"a\":{}}", put("add", "/a/x~1y~0z", "1")))
        .isEqualTo("{\"a\":{\"x/y~z\":1}}");
  }

  @Test
  void valuesAreMovedAndCopied() throws ApplyException {
    String object = "{\"a\":[{\"n\":1},{\"n\":2}],\"b\":{}}";
    assertThat(patched(object, step("move", "/a/-", "/a/0", null)))
        .isEqualTo("{\"a\":[{\"n\":2},{\"n\":1}],\"b\":{}}");
    assertThat(patched(object, step("copy", "/b/c", "/a/-1", null)))
        .isEqualTo("{\"a\":[{\"n\":1},{\"n\":2}],\"b\":{\"c\":{\"n\":2}}}");
  }

  @Test
  void aTestThatFailsChangesNothing() throws ApplyException {
    assertThat(patched("{\"a\":1}", put("add", "/b", "2"), put("test", "/a", "2")))
        .isEqualTo("{\"a\":1}");
    assertThat(patched("{\"a\":1}", put("test", "/a", "1"), put("add", "/b", "2")))
        .isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(patched("{\"a\":1}", put("test", "/gone", "1"), put("add", "/b", "2")))
        .isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frob|/a|Unexpected kind: frob",
        "add|/x/y|add operation does not apply: doc is missing path: \"/x/y\": missing value",
        "add||add operation does not apply: doc is missing path: \"\": missing value",
        "add|/l/9|error in add for path: '/l/9': Unable to access invalid index: 9: invalid index"
            + " referenced",
        "add|/l/x|error in add for path: '/l/x': value was not a proper array index: 'x':"
            + " strconv.Atoi: parsing \"x\": invalid syntax",
        "remove|/x|error in remove for path: '/x': Unable to remove nonexistent key: x: missing"
            + " value",
        "remove|/x/y|remove operation does not apply: doc is missing path: \"/x/y\": missing value",
        "replace|/x/y|replace operation does not apply: doc is missing path: /x/y: missing value",
        "replace|/l/7|replace operation does not apply: doc is missing key: /l/7: missing value",
        "move|/a|move operation failed to decode from: operation, missing from field: missing"
            + " value",
        "test|/x/y|test operation does not apply: is missing path: /x/y: missing value",
      })
  void whatDoesNotFitIsToldInTheServersWords(String op, @Nullable String path, String message) {
    assertRefused("{\"a\":1,\"l\":[1]}", put(op, path == null ? "" : path, "1"), message);
  }

  @Test
  void aKeyThatIsMissingIsReplacedAllTheSame() throws ApplyException {
    assertThat(patched("{\"a\":{}}", put("replace", "/a/b", "1"))).isEqualTo("{\"a\":{\"b\":1}}");
  }

  @Test
  void copiesOfCopiesEndAtThreeMebibytes() {
    List<PatchStep> steps = new ArrayList<>();
    steps.add(put("add", "/a", "{\"x\":\"" + "y".repeat(1000) + "\"}"));
    for (int i = 0; i < 60; i++) {
      steps.add(step("copy", "/a/c" + i, "/a", null));
    }
    assertThatThrownBy(() -> ServerPatch.apply(ObjectValue.EMPTY, steps))
        .hasMessageStartingWith(
            "Unable to complete the copy, the accumulated size increase of copy is ")
        .hasMessageEndingWith(", exceeding the limit 3145728");
  }

  @Test
  void tenThousandStepsAreTaken() throws ApplyException {
    List<PatchStep> steps = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      steps.add(new PatchStep("add", "/l/0", "", new StringValue("x")));
    }
    assertThat(ServerPatch.apply(json("{\"l\":[]}"), steps).get("l").toString()).hasSize(40_001);
  }

  @Test
  void deepPathsAndDeepMovesEnd() {
    assertRefused("{}", put("add", "/a".repeat(200), "1"), deepPath());
    List<PatchStep> steps = new ArrayList<>();
    String deep = "{\"a\":".repeat(100) + "{}" + "}".repeat(100);
    for (int i = 0; i < 10; i++) {
      steps.add(put("add", "/t" + i, deep));
    }
    for (int i = 1; i < 10; i++) {
      steps.add(step("move", "/t" + i + "/a".repeat(100) + "/b", "/t" + (i - 1), null));
    }
    assertThatThrownBy(() -> ServerPatch.apply(json("{}"), steps))
        .hasMessageContaining("the object would nest deeper than 512");
  }

  private static String deepPath() {
    return "add operation does not apply: doc is missing path: \""
        + "/a".repeat(200)
        + "\": missing value";
  }

  @Test
  void theObjectStaysAsItWas() throws ApplyException {
    ObjectValue before = json("{\"a\":{\"b\":[1]}}");
    String text = before.toString();
    var _ = ServerPatch.apply(before, List.of(put("add", "/a/b/-", "2")));
    assertThat(before.toString()).isEqualTo(text);
  }
}
