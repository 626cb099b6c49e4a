package dev.haetae.resource.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.plain.PlainYaml;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way reads as the long way does, and leaves to it what it does not read. */
class PlainYamlTest {
  private static final Limits LIMITS = new Limits(1 << 20, 12, 2_000, 10);
  private static final String PIECES =
      "\n\n  : :  - -# #\"'|>{}[]&*!%@`,?~<\t\r0x1_.eyn\\\u00a0\u00e9\u2028한😀";

  private static final List<String> PRINTED =
      List.of(
          "a: 1",
          "\n\n  a: 1\n\n  b: x\n",
          "- 1\n- a\n- b: c\n  d: e\n",
          "a:\n- b\n- c:\n  - d\nb:\n  - e\n",
          "a:\nb:\n  c:\nd: ~\ne: null\n",
          "a: {}\nb: []\nc:\n- {}\n- []\n",
          "a: 'it''s: #1'\nb: \"\\\"x\\\" \\\\ a\\nb\\tc\"\nc: ''\nd: \"\"\n",
          "a: -1\nb: --flag=x\nc: 0x1F\nd: 1_000\ne: 1e3\nf: on\ng: 017\nh: 2026-01-01T00:00:00Z\n",
          "a: b:c#d\nb: http://x/y?z=1&t=[a]{b}\nc: a, b\nd: $(X)\ne: <none>\nf: =\ng: 한국어\n",
          "a: |\n  x\n\n    y: z\n  # no comment\nb: |-\n   x\n\nc: |+\n x\n\n\nd: e\n",
          "- |\n x\n   \n- |-\n  x\n  y\n- a: |\n    x\n",
          "a:\n- b: |\n    x\n  c: d\n",
          "app.kubernetes.io/name: x\nA-b_c: y\n",
          "---\n# b\na: b # c\n  # d\nc: d   \ne:   # f\n  g: h\n#i",
          "--- # a\na:\n# b\n  - c # d\n# e\n  -   f: g\n      h: i\n",
          "a: b#c\nd: e #\nf:   \ng: 'h'  # i\nj: \"k\" # l",
          "'a': b\n\"c d\": e\nf:\n- \"g\": h\n- 'i'\n- 'j: k'\n",
          "a: {}\nb: { }\nc: [ ]\nd: [[], {}, [{}]]\n",
          "a: {b: c, 'd': \"e\", f: [1, on, '2', x y ], g: {h: i}} # j\n",
          "a: [b:c, http://x:80/y, a.b:5000/c:1.0, -1, --x, =, a'b, ]\nd: {e: f, }\n",
          "a: [\n  b, # c\n\n  # d\nd,\n  {e: f,\n   g:\n     h}\n]\ni: j\n",
          "- {a: b}\n- [c]\n- d: {e: f}\n  g: [h]\n-   i\n",
          "a: |\n  b\n# c\nd: |-\n  e\n  # f\n # g\nh: i\n",
          "10.0.0.1: a\n.b: c\n/d: e\n_f: g\n0x: h\n9a: i\n",
          "a: b\n  c\n\n d # e\nf: g\n  h\n\n\n  i\n",
          "- a\n b\n- c: d\n   e\n  f: g\n",
          "a: b\n  c\n# d\n\ne: f\n  g",
          "a: on\n  1\nb: 1\n  2\n",
          "a: >\n  b\n  c\n\n  d\n\n\n  e\n\nf: >-\n  g\n  h\n\ni: >+\n  j\n\nk: l\n",
          "a: |\n  b\tc\n  \td\n\n  \t\n  e\nf: >\n  g\th\n",
          "a: 8Gi\nb: 500m\nc: 10.0.0.1\nd: 0.5\n",
          "a: 1.2.3\nb: -5\nc: +1\nd: .5\ne: 1n\nf: 0o17\ng: 08\n");

  private static @Nullable Document read(String text) {
    return PlainYaml.read(text, 5, 3, LIMITS.depth(), LIMITS.values(), FieldNames::of);
  }

  private static void requireSame(@Nullable Document document, String text) {
    Document printed = Objects.requireNonNull(document, text);
    try {
      Document whole = Objects.requireNonNull(YamlReader.composed(text, 5, 3, LIMITS), text);
      assertThat(printed).as(text).isEqualTo(whole);
      assertThat(places(printed.root())).as(text).isEqualTo(places(whole.root()));
    } catch (UnreadableException e) {
      throw new AssertionError(e.line() + ":" + e.column() + ": " + e.sentence() + "\n" + text, e);
    }
  }

  // Values are equal wherever they stand.
  private static List<Long> places(Value root) {
    List<Long> places = new ArrayList<>();
    collect(root, places);
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

  static List<String> texts() {
    return PRINTED;
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsWhatIsPrinted(String text) {
    requireSame(read(text), text);
  }

  @Test
  void leavesKeysThatAreTooLongToTheLongWay() {
    for (String quote : List.of("'", "\"")) {
      String key = quote + "k".repeat(1100) + quote;
      assertThat(read("a: {" + key + ": b}\n")).isNull();
      assertThat(read(key + ": b\n")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# a",
        "a",
        "a: b\r\n",
        "a: 'b",
        "a: 'b\n  c'",
        "a: 'b'c'",
        "a: \"b\"c\"",
        "a: \"\\x41\"",
        "a: \"b\\\"",
        "a: &b c",
        "a: *b",
        "a: !!str b",
        "a: |2\n  b\n",
        "a: |\n",
        "a: |\nb: c\n",
        "a: |\n\n  b\n",
        "a: |\n  b",
        "a: |\n  b\n c: d\n",
        "a: b: c",
        "a: b:",
        "a: b:{c",
        "a: b\nb: c\na: d\n",
        "a: .inf",
        "a: - b",
        "a: @b",
        "a:b",
        "a\n: b",
        "? a\n: b",
        "<<: {}",
        "on: a",
        "8080: a",
        "- a\nb: c\n",
        "a: b\n- c\n",
        "- - a\n",
        "-\n  a: b\n",
        "a:\n    b: c\n  d: e\n",
        "  a: b\nc: d\n",
        "--- a",
        "---",
        "---\n# a\n",
        "--- |\n  a\n",
        "---\na: b\n...\n",
        "a: b#c: d",
        "a: [b, c: d]",
        "a: [b",
        "a: [b]]",
        "a: [b] c",
        "a: [b,, c]",
        "a: [, b]",
        "a: [b\n c]",
        "a: [b?]",
        "a: [b#c]",
        "a: [b#\n]",
        "a: [- b]",
        "a: [&b c]",
        "a: [\n- b]",
        "a: [b\n---\n]",
        "a: [b\n...\n]",
        "a: {b}",
        "a: {b:c}",
        "a: {b: }",
        "a: {b:{c: d}}",
        "a: {b: {c: d}",
        "a: {b: c, b: d}",
        "a: {on: b}",
        "a: {? b: c}",
        "a: {b: c: d}",
        "a: {b: c}: d",
        "a: {\"b\":c}",
        "a: {<<: {b: c}}",
        "a: [.inf]",
        "{a: b}",
        "'a' : b",
        "'a: b",
        "'': b",
        "'<<': {a: b}",
        "a: | # b\n  c\n",
        "a: >\n  b\n   c\n  d\n",
        "a: >\n   b\n  c\n",
        "a: >\n  b\n  \tc\n",
        "a: |\n  \tb\n",
        "a: |\n  b\n \tc\n",
        "a: b\n  c: d\n",
        "a: b\n  c:\n",
        "a: b\n# c\n  d\n",
        "a: b # c\n  d\n",
        "a: b\n  - c\n",
        "a: b\n  \"c\"\n",
        "a: b\n\tc\n",
        "a: b\nc\n",
        "- a: b\n c\n",
        "# a\u2028b: c\nd: e",
        "a: b # \t",
        "a: b\n...\n",
        "a: b\u00a0c",
        "a: b\u2028c",
        "a: 😀",
        "a:\tb",
        "a: b\tc"
      })
  void leavesTheRestToTheLongWay(String text) {
    assertThat(read(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \n  ", "# a", "\n  # a\n# b\n"})
  void seesThatNothingIsWritten(String text) throws UnreadableException {
    assertThat(PlainYaml.isBlank(text)).isTrue();
    assertThat(YamlReader.composed(text, 5, 3, LIMITS)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "# a\u2028b", "---", "# a\r\nb: c", "\t", "{}", "# \u0007"})
  void seesThatSomethingMayBeWritten(String text) {
    assertThat(PlainYaml.isBlank(text)).isFalse();
  }

  @Test
  void keepsTheLimits() {
    assertThat(read("- a\n".repeat(1_999))).isNotNull();
    assertThat(read("- a\n".repeat(2_000))).isNull();
    StringBuilder deep = new StringBuilder();
    for (int depth = 0; depth < 12; depth++) {
      deep.append(" ".repeat(depth)).append("a:\n");
    }
    assertThat(read(deep.toString())).isNotNull();
    assertThat(read(deep + " ".repeat(12) + "a:\n")).isNull();
    assertThat(read("a: " + "[".repeat(11) + "b" + "]".repeat(11))).isNotNull();
    assertThat(read("a: " + "[".repeat(12) + "b" + "]".repeat(12))).isNull();
    assertThat(read("a: [" + "b, ".repeat(1_998) + "]")).isNotNull();
    assertThat(read("a: [" + "b, ".repeat(1_999) + "]")).isNull();
  }

  // The documents of all policies and cases, as they were written and as they are printed.
  private static List<String> manifests() throws IOException {
    List<String> manifests = printed();
    try (Stream<Path> files = Files.walk(Path.of("policies"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        String text = Files.readString(file);
        YamlDocuments.forEach(
            text, (start, end, line) -> manifests.add(text.substring(start, end)));
      }
    }
    return manifests;
  }

  private static List<String> printed() throws IOException {
    List<String> printed = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("policies"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        String text = Files.readString(file);
        YamlDocuments.forEach(
            text,
            (start, end, line) -> {
              try {
                Document document =
                    YamlReader.read(text.substring(start, end), line, 0, Limits.FILES);
                if (document != null && document.root() instanceof ObjectValue object) {
                  StringBuilder out = new StringBuilder();
                  YamlWriter.appendDocument(out, object);
                  printed.add(out.toString());
                }
              } catch (UnreadableException e) {
                // A case of what cannot be read.
              }
            });
      }
    }
    return printed;
  }

  @Test
  void readsManifestsAsTheLongWayDoes() throws IOException {
    int read = 0;
    List<String> texts = manifests();
    for (String text : texts) {
      Document document = read(text);
      if (document != null) {
        requireSame(document, text);
        read++;
      }
    }
    assertThat(read).isGreaterThan(texts.size() * 9 / 10);
  }

  @Test
  void readsDamagedTextsAsTheLongWayDoes() throws IOException {
    Random random = new Random(17);
    List<String> texts = manifests();
    texts.addAll(Collections.nCopies(20, PRINTED).stream().flatMap(List::stream).toList());
    int read = 0;
    for (int round = 0; round < 40_000; round++) {
      StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
      text.setLength(Math.min(text.length(), 400));
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        int letter = random.nextInt(PIECES.length());
        while (Character.isLowSurrogate(PIECES.charAt(letter))) {
          letter--;
        }
        String piece = PIECES.substring(letter, PIECES.offsetByCodePoints(letter, 1));
        // No half of a letter is ever decoded.
        if (!Character.isSurrogate(text.charAt(at))) {
          text.replace(at, at + random.nextInt(2), piece.repeat(1 + random.nextInt(2)));
        }
      }
      Document document = read(text.toString());
      if (document != null) {
        requireSame(document, text.toString());
        read++;
      }
    }
    assertThat(read).isGreaterThan(4_000);
  }
}
