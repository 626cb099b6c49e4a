package dev.haetae.resource.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in pieces is what is read as a whole, or nothing. */
class LargeListsTest {
  private static final Limits LIMITS = new Limits(1 << 20, 6, 60, 10);
  private static final int SMALL = 10;
  private static final String YAML_PIECES = "\n\n  : :- -#\"'|>{}[]&*!%,?<\t\rxi1\u0085\ufeff한😀";
  private static final String JSON_PIECES = "\n\n  {}[]\"\"\\,,::x1\t\ri한😀\ufeff";

  private static @Nullable Document yaml(String text) {
    return LargeLists.yaml(text, 7, 2, LIMITS, SMALL);
  }

  private static @Nullable Document json(String text) {
    return LargeLists.json(text, LIMITS, SMALL);
  }

  private static void requireSame(Document read, @Nullable Document whole, String text) {
    assertThat(read).as(text).isEqualTo(whole);
    assertThat(places(read)).as(text).isEqualTo(places(Objects.requireNonNull(whole)));
  }

  private static void requireSameYaml(@Nullable Document read, String text) {
    try {
      requireSame(Objects.requireNonNull(read, text), YamlReader.read(text, 7, 2, LIMITS), text);
    } catch (UnreadableException e) {
      throw new AssertionError(e.line() + ":" + e.column() + ": " + e.sentence() + "\n" + text, e);
    }
  }

  private static void requireSameJson(@Nullable Document read, String text) {
    try {
      List<Document> whole = JsonReader.documents(text, LIMITS);
      assertThat(whole).as(text).hasSize(1);
      requireSame(Objects.requireNonNull(read, text), whole.getFirst(), text);
    } catch (UnreadableException e) {
      throw new AssertionError(e.line() + ":" + e.column() + ": " + e.sentence() + "\n" + text, e);
    }
  }

  // Values are equal wherever they stand.
  private static List<Long> places(Document document) {
    List<Long> places = new ArrayList<>();
    collect(document.root(), places);
    return places;
  }

  private static void collect(Value value, List<Long> places) {
    if (value instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        places.add(object.position(i));
        collect(object.value(i), places);
      }
    } else if (value instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(array.position(i));
        collect(array.get(i), places);
      }
    }
  }

  private static final List<String> YAML =
      List.of(
          """
          apiVersion: v1
          items:
          - a: 1
            b: |
              x
              - y
          - a: 'x
              y'
          kind: List
          """,
          """
          items:\s
            # first
            - a:
              - b
              - c

            - d
            # last
          kind: List
          metadata: {x: y}
          """,
          """
          ---
          kind: List
          items:
          - a: {b: [c, d]} # e
          - "f
            g"
          -
            h: i
          - |+
            j

          - k: >
              l

              m
          """,
          """
          # x
          items:
          - 한: 😀
          - {"a":"b"}
          - c: d
          kind: List
          """
              .replace("\n", "\r\n"),
          """
          kind: List
          items:
          - a: b
          - c: &x d
          - e: f
          """,
          """
          x: 'a
          items:
          - b: c
          - d: e
          '
          y: z
          """,
          """
          items:
          - a: b
          - c:
              d: e
          - f
          items:
          - g
          """);

  private static final List<String> JSON =
      List.of(
          """
          {
            "apiVersion": "v1",
            "items": [
              {
                "a": [1, {}, []]
              },
              {
                "b": "}],{\\"\"
              },
              {
                "c": null
              }
            ],
            "kind": "List"
          }
          """,
          """
          {"kind":"List","items":[{"a":"한😀"},{"b":[[1],[2]]},{"c":-1.5},true],"x":1}\
          """,
          """
          { "metadata": {"items": [1, 2]} ,
          "items":[{ "a" : 1 }
          , {"b":2} , "c"
          ] }\
          """
              .replace("\n", "\r\n"),
          """
          {"items":[{"a":1,"a":2},{"b":2},{"c":3}]}\
          """,
          """
          {"items":[{"a":1},{"b":2},{"c":3}],"items":[]}\
          """,
          """
          {"items":[{"a":1},{"b":2},{"c":3}]} {"d":1}\
          """);

  @Test
  void readsYamlInPieces() {
    YAML.subList(0, 4).forEach(text -> requireSameYaml(yaml(text), text));
  }

  @Test
  void readsJsonInPieces() {
    JSON.subList(0, 3).forEach(text -> requireSameJson(json(text), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a: b",
        "items:",
        "items: []\n",
        "items:\n  a: b\n",
        "items:\n- a: b\n- a: *x\n- c: d\n",
        "items:\n- a: b\n- a: 1\n  a: 2\n- c: d\n",
        "items:\n- a: b\n- a: \"c\n- d\ne\"\n- f\n",
        "items:\n  - a: b\n - a: c\n",
        "items:\n- a: b\n...\n- c: d\n",
        "items:\n- a: b\r- c: d\n- e: f\n",
        "items:\n- a: b\n- c: d\u2028- e\n",
        "items:\n- a: {b: {c: {d: {e: {}}}}}\n- f: g\n"
      })
  void leavesOtherYamlToTheWholeReading(String text) {
    assertThat(yaml(text)).isNull();
    assertThat(yaml(YAML.get(4))).as("an anchor").isNull();
    assertThat(yaml(YAML.get(5))).as("a quoted text").isNull();
    assertThat(yaml(YAML.get(6))).as("the key twice").isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"items\":[]}",
        "{\"items\":{}}",
        "{\"items\":[{\"a\":1},{\"b\":2},]}",
        "{\"items\":[{\"a\":1},,{\"b\":2}]}",
        "{\"items\":[{\"a\":1234567},,{\"b\":2}]}",
        "{\"items\":[,{\"a\":1},{\"b\":2}]}",
        "{\"items\":[{\"a\":1},{\"b\":2}}",
        "{\"items\":[{\"a\":1},{\"b\":2}",
        "{\"items\":[{\"a\":1},{\"b\":\"2",
        "{\"items\":[{\"a\":1] [{\"b\":2}]}",
        "{\"items\":[{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}},{}]}",
        "{\"items\":[{\"a\":\"\n\"},{\"b\":2}]}"
      })
  void leavesOtherJsonToTheWholeReading(String text) {
    assertThat(json(text)).isNull();
    JSON.subList(3, 6).forEach(other -> assertThat(json(other)).as(other).isNull());
  }

  @Test
  void keepsTheLimitOfValues() throws UnreadableException {
    String yaml = "items:\n" + "- some text\n".repeat(58);
    requireSameYaml(yaml(yaml), yaml);
    assertThat(yaml(yaml + "- some text\n")).isNull();
    String json = "{\"items\":[" + "\"some text\",".repeat(57) + "1";
    requireSameJson(json(json + "]}"), json + "]}");
    assertThat(json(json + ",2]}")).isNull();
  }

  private static String damaged(String whole, String pieces, Random random) {
    StringBuilder text = new StringBuilder(whole);
    for (int change = random.nextInt(3); change > 0; change--) {
      int at = random.nextInt(text.length());
      int letter = random.nextInt(pieces.length());
      while (Character.isLowSurrogate(pieces.charAt(letter))) {
        letter--;
      }
      String piece = pieces.substring(letter, pieces.offsetByCodePoints(letter, 1));
      // No half of a letter is ever decoded.
      if (!Character.isSurrogate(text.charAt(at))) {
        text.replace(at, at + random.nextInt(2), piece.repeat(1 + random.nextInt(2)));
      }
    }
    return text.toString();
  }

  @Test
  void readsDamagedListsAsTheWholeReadingDoes() {
    Random random = new Random(29);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      String yaml = damaged(YAML.get(random.nextInt(YAML.size())), YAML_PIECES, random);
      Document list = yaml(yaml);
      if (list != null) {
        requireSameYaml(list, yaml);
        read++;
      }
      String json = damaged(JSON.get(random.nextInt(JSON.size())), JSON_PIECES, random);
      list = json(json);
      if (list != null) {
        requireSameJson(list, json);
        read++;
      }
    }
    assertThat(read).isGreaterThan(5_000);
  }
}
