package dev.haetae.resource.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTextTest {
  private static Value value(String json) {
    try {
      return JsonReader.documents(json, Limits.FILES).getFirst().root();
    } catch (UnreadableException e) {
      throw new AssertionError(json, e);
    }
  }

  private static Path path(String pointer) {
    Path path = Path.ROOT;
    for (String step : pointer.substring(1).split("/", -1)) {
      path =
          step.matches("\\d+")
              ? path.child(Integer.parseInt(step))
              : path.child(step.replace("~1", "/").replace("~0", "~"));
    }
    return path;
  }

  private static PatchOperation add(String pointer, String json) {
    return PatchOperation.add(path(pointer), value(json));
  }

  private static PatchOperation replace(String pointer, String json) {
    return PatchOperation.replace(path(pointer), value(json));
  }

  private static PatchOperation remove(String pointer) {
    return PatchOperation.remove(path(pointer));
  }

  private static Edited edit(String text, PatchOperation... operations) {
    return ManifestText.read(text, Limits.FILES)
        .edit(List.of(new Change(0, Path.ROOT, List.of(operations))));
  }

  private static String edited(String text, PatchOperation... operations) {
    Edited edited = edit(text, operations);
    assertThat(edited.refusals()).isEmpty();
    assertThat(TextEdit.apply(text, edited.edits())).isEqualTo(edited.text());
    return edited.text();
  }

  private static String refusal(String text, PatchOperation... operations) {
    Edited edited = edit(text, operations);
    assertThat(edited.text()).isEqualTo(text);
    assertThat(edited.edits()).isEmpty();
    assertThat(edited.refusals()).hasSize(1);
    Edited.Refusal refusal = edited.refusals().getFirst();
    return refusal.line() + ":" + refusal.column() + ": " + refusal.sentence();
  }

  @Test
  void aKeyStandsBehindTheOthersOfItsMapping() {
    assertThat(
            edited(
                """
                spec:
                    containers:
                    - name: a # the first
                      # image: b
                    hostname: h   # kept

                # the end
                """,
                add("/spec/containers/0/env", "[{\"name\":\"A\",\"value\":\"1\"}]"),
                add("/spec/affinity", "{\"nodeAffinity\":{\"x\":[\"y\"]}}")))
        .isEqualTo(
            """
            spec:
                containers:
                - name: a # the first
                  env:
                  - name: A
                    value: "1"
                  # image: b
                hostname: h   # kept
                affinity:
                    nodeAffinity:
                        x:
                        - "y"

            # the end
            """);
  }

  @Test
  void listsAreIndentedAsElsewhereInTheFile() {
    assertThat(edited("a:\n  - b\nc: {}\n", add("/d", "{\"e\":[1,{\"f\":2,\"g\":3}]}")))
        .isEqualTo("a:\n  - b\nc: {}\nd:\n  e:\n    - 1\n    - f: 2\n      g: 3\n");
  }

  @Test
  void elementsStandAtTheDashes() {
    String text = "l:\n- a: 1\n  b: |\n    text\n\n# of c\n- c\n";
    assertThat(edited(text, add("/l/1", "\"new\"")))
        .isEqualTo("l:\n- a: 1\n  b: |\n    text\n- new\n\n# of c\n- c\n");
    assertThat(edited(text, add("/l/0", "{\"x\":1,\"z\":2}")))
        .isEqualTo("l:\n- x: 1\n  z: 2\n- a: 1\n  b: |\n    text\n\n# of c\n- c\n");
    assertThat(edited(text, add("/l/2", "[]")))
        .isEqualTo("l:\n- a: 1\n  b: |\n    text\n\n# of c\n- c\n- []\n");
  }

  @Test
  void emptyBracketsGiveWayToLines() {
    assertThat(edited("a: {} # why\nb: 1\n", add("/a/c", "{\"d\":1}")))
        .isEqualTo("a: # why\n  c:\n    d: 1\nb: 1\n");
    assertThat(edited("a:\n- {}\n", add("/a/0/c", "1"))).isEqualTo("a:\n- c: 1\n");
    assertThat(edited("a: []\n", add("/a/0", "1"))).isEqualTo("a:\n- 1\n");
  }

  @Test
  void bracketsStayBrackets() {
    assertThat(edited("a: {b: 1}\nc: [ x ]\n", add("/a/d", "[\"e\"]"), add("/c/1", "\"y\"")))
        .isEqualTo("a: {b: 1, d: [e]}\nc: [ x, \"y\" ]\n");
    assertThat(edited("a: {\n  b: 1, # one\n  c: 2  # two\n}\n", add("/a/d", "{\"e\":1}")))
        .isEqualTo("a: {\n  b: 1, # one\n  c: 2,  # two\n  d: {e: 1}\n}\n");
    assertThat(edited("a: [\n  b,\n]\n", add("/a/1", "\"c\""))).isEqualTo("a: [\n  b,\n  c,\n]\n");
    assertThat(edited("a: {b: 1, c: 2, d: 3}\n", remove("/a/c"), remove("/a/d")))
        .isEqualTo("a: {b: 1}\n");
  }

  @Test
  void jsonStaysJson() {
    String text =
        """
        {
            "a": {
                "b": 1
            },
            "c": [],
            "d": {}
        }
        """;
    assertThat(
            edited(
                text,
                add("/a/x~1y", "{\"k\":[1]}"),
                add("/c/0", "{\"e\":\"f\"}"),
                add("/d/g", "[true]")))
        .isEqualTo(
            """
            {
                "a": {
                    "b": 1,
                    "x/y": {
                        "k": [
                            1
                        ]
                    }
                },
                "c": [
                    {
                        "e": "f"
                    }
                ],
                "d": {
                    "g": [
                        true
                    ]
                }
            }
            """);
    assertThat(edited("{\"a\":{\"b\":1}}\n", add("/a/c", "{\"d\":\"e\"}")))
        .isEqualTo("{\"a\":{\"b\":1,\"c\":{\"d\":\"e\"}}}\n");
    assertThat(edited("{\n\t\"a\": 1\n}", add("/b", "{\"c\":1}")))
        .isEqualTo("{\n\t\"a\": 1,\n\t\"b\": {\n\t\t\"c\": 1\n\t}\n}");
  }

  @Test
  void scalarsAreReplacedInTheirPlace() {
    assertThat(edited("a:   'b'   # c\n", replace("/a", "\"yes\"")))
        .isEqualTo("a:   'yes'   # c\n");
    assertThat(edited("a:\nb: ~\n", replace("/a", "1"), replace("/b", "{\"c\":1}")))
        .isEqualTo("a: 1\nb:\n  c: 1\n");
    assertThat(edited("a: |\n  long\n  text\nb: 1\n", replace("/a", "\"short\"")))
        .isEqualTo("a: short\nb: 1\n");
    assertThat(edited("- a\n-\n- c\n", replace("/1", "\"b\""))).isEqualTo("- a\n- b\n- c\n");
  }

  @Test
  void linesAreReplaced() {
    assertThat(edited("a: # why\n  b: 1\n  c: 2\nd: 3\n", replace("/a", "[1]")))
        .isEqualTo("a: # why\n- 1\nd: 3\n");
    assertThat(edited("a: # why\n  b: 1\n  c: 2\nd: 3\n", replace("/a", "4")))
        .isEqualTo("a: 4 # why\nd: 3\n");
  }

  @Test
  void whatIsTakenAwayTakesItsLines() {
    assertThat(edited("a: 1\nb:\n  c: 2\nd: 3\n", remove("/b"))).isEqualTo("a: 1\nd: 3\n");
    assertThat(edited("a: 1\nb: 2", remove("/b"))).isEqualTo("a: 1");
    assertThat(edited("l:\n- a: 1\n  b: 2\n- c\n", remove("/l/0/a")))
        .isEqualTo("l:\n- b: 2\n- c\n");
    assertThat(edited("l:\n- a: 1\n  b: 2\n- c\n", remove("/l/0"))).isEqualTo("l:\n- c\n");
    assertThat(edited("l:\n- a: 1\nm: 2\n", remove("/l/0"))).isEqualTo("l: []\nm: 2\n");
    assertThat(edited("m:\n  a: 1\n", remove("/m/a"))).isEqualTo("m: {}\n");
  }

  @Test
  void theFilesQuotesAreTaken() {
    assertThat(edited("a: 'x y'\nb: 'true'\n", add("/c", "\"1\""), add("/d", "\"it's\"")))
        .isEqualTo("a: 'x y'\nb: 'true'\nc: '1'\nd: 'it''s'\n");
    assertThat(edited("\"a\": \"x\"\n\"b\": \"y\"\n", add("/c", "\"z\"")))
        .isEqualTo("\"a\": \"x\"\n\"b\": \"y\"\n\"c\": \"z\"\n");
  }

  @ParameterizedTest
  @CsvSource({"'\r\n'", "'\n'", "'\r'"})
  void lineBreaksAreThoseOfTheFile(String lineBreak) {
    String text = "a:\n  b: 1\nl:\n- c\n".replace("\n", lineBreak);
    assertThat(edited(text, add("/a/d", "{\"e\":1}"), add("/l/1", "2"), remove("/a/b")))
        .isEqualTo("a:\n  d:\n    e: 1\nl:\n- c\n- 2\n".replace("\n", lineBreak));
  }

  @Test
  void aFileWithoutLastBreakHasNoneAfterwards() {
    assertThat(edited("a:\n  b: 1", add("/a/c", "{\"d\":[1]}")))
        .isEqualTo("a:\n  b: 1\n  c:\n    d:\n    - 1");
    // What is appended would become part of the text.
    assertThat(edited("a: |+\n  text\n\n", add("/b", "1"))).isEqualTo("a: |+\n  text\n\nb: 1\n");
    assertThat(refusal("a: |\n  text", add("/b", "1"))).contains("would not read back");
  }

  @Test
  void tabsThatSeparateStay() {
    assertThat(edited("a:\tb\t# c\nd:\n- e:\t1\n", add("/d/0/f", "2"), replace("/a", "1")))
        .isEqualTo("a:\t1\t# c\nd:\n- e:\t1\n  f: 2\n");
  }

  @Test
  void otherDocumentsStayAsTheyAre() {
    String text = "# one\n---\na: 1\n---\n# nothing\n---\nbroken: [\n---\nb: {c: 1}\n...\n";
    Edited edited =
        ManifestText.read(text, Limits.FILES)
            .edit(
                List.of(
                    new Change(3, path("/b"), List.of(add("/d", "2"))),
                    new Change(0, Path.ROOT, List.of(add("/e", "{\"f\":1}")))));
    assertThat(edited.refusals()).isEmpty();
    assertThat(edited.text())
        .isEqualTo(
            """
            # one
            ---
            a: 1
            e:
              f: 1
            ---
            # nothing
            ---
            broken: [
            ---
            b: {c: 1, d: 2}
            ...
            """);
  }

  @Test
  void ofSeveralChangesThoseAreMadeThatCanBe() {
    String text = "items:\n- &a {x: 1}\n- *a\n- y: 2\n- z: 3\n";
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      changes.add(new Change(0, path("/items/" + i), List.of(add("/new", "1"))));
    }
    Edited edited = ManifestText.read(text, Limits.FILES).edit(changes);
    assertThat(edited.text())
        .isEqualTo("items:\n- &a {x: 1}\n- *a\n- y: 2\n  new: 1\n- z: 3\n  new: 1\n");
    assertThat(edited.refusals())
        .extracting(refusal -> refusal.index() + " " + refusal.line())
        .containsExactly("0 2", "1 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: &x {b: 1}\\nc: *x            | /a/d  | 1:4: an anchor stands there, and an edit would change its aliases too
          a: &x {b: 1}\\nc: *x            | /c/d  | 2:4: an alias stands there, and an edit would change what it repeats
          a: !!map {b: 1}                | /a/d  | 1:4: a tag stands there, which is not edited
          a: 1\\nb: {c: 1}\\nb: {c: 2}      | /b/d  | 3:1: the key is written twice
          x: &x {b: {e: 1}}\\na: {<<: *x}  | /a/b/d | 2:4: the field to edit is not written where it is read
          """)
  void whatCannotBeEditedIsRefusedWithItsPlace(String text, String pointer, String expected) {
    assertThat(refusal(text.replace("\\n", "\n"), add(pointer, "1"))).isEqualTo(expected);
  }

  @Test
  void noCommentIsLost() {
    String text = "a:\n  # why b\n  b: 1 # one\nc: 2 # two\n";
    assertThat(refusal(text, replace("/a", "1")))
        .isEqualTo("1:3: a comment stands there, which an edit would take away");
    assertThat(refusal(text, remove("/c")))
        .isEqualTo("4:1: a comment stands there, which an edit would take away");
  }

  @Test
  void aPatchThatDoesNotFitIsRefused() {
    assertThat(refusal("a: [1]\n", add("/a/3", "1"))).contains("does not fit");
    assertThat(refusal("a: 1\n", add("/a/b", "1"))).contains("does not fit");
  }

  @Test
  void editsOfManyObjectsAreMadeAtOnce() {
    StringBuilder text = new StringBuilder("items:\n");
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      text.append("- metadata: {name: n").append(i).append("}\n  spec:\n    a: 1\n");
      Path at = path("/items/" + i);
      changes.add(
          new Change(
              0, at, List.of(add("/spec/b", "1"), add("/metadata/labels", "{\"c\":\"d\"}"))));
    }
    ManifestText read = ManifestText.read(text.toString(), Limits.FILES);
    Edited edited = read.edit(changes);
    assertThat(edited.refusals()).isEmpty();
    assertThat(edited.edits()).hasSize(6000);
    ObjectValue root =
        (ObjectValue) value(ManifestText.read(edited.text(), Limits.FILES).document(0) + "");
    assertThat(path("/items/2999/spec/b").in(root)).isEqualTo(value("1"));
  }

  @Test
  void aChangeMayNeedTheOneBeforeIt() {
    String text = "a: 1\n";
    Edited edited =
        ManifestText.read(text, Limits.FILES)
            .edit(
                List.of(
                    new Change(0, Path.ROOT, List.of(add("/limits", "{\"x\":1}"))),
                    new Change(0, Path.ROOT, List.of(add("/limits/z", "2")))));
    assertThat(edited.refusals()).isEmpty();
    assertThat(edited.text()).isEqualTo("a: 1\nlimits:\n  x: 1\n  z: 2\n");
  }

  @Test
  void aListOfWhichNothingCanBeEditedCostsNoMoreThanAnother() {
    StringBuilder text =
        new StringBuilder("own: [" + "1, ".repeat(99) + "1]\nitems:\n- &a {x: 1}\n");
    List<Change> changes = new ArrayList<>();
    for (int i = 1; i < 900; i++) {
      text.append("- *a\n");
      changes.add(new Change(0, path("/items/" + i), List.of(add("/new", "1"))));
    }
    Edited edited = ManifestText.read(text.toString(), Limits.FILES).edit(changes);
    assertThat(edited.edits()).isEmpty();
    assertThat(edited.refusals()).hasSize(899);
    assertThat(edited.refusals().getLast().line()).isEqualTo(902);
  }

  @Test
  void jsonOnOneLongLineIsEditedAtOnce() {
    StringBuilder text = new StringBuilder("{\"items\":[");
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      text.append(i == 0 ? "" : ",").append("{\"n\":").append(i).append(",\"s\":{\"a\":1}}");
      changes.add(new Change(0, path("/items/" + i), List.of(add("/s/b", "{\"c\":[2]}"))));
    }
    String json = text.append("]}").toString();
    Edited edited = ManifestText.read(json, Limits.FILES).edit(changes);
    assertThat(edited.refusals()).isEmpty();
    assertThat(edited.text()).isEqualTo(json.replace("\"a\":1}", "\"a\":1,\"b\":{\"c\":[2]}}"));
  }
}
