package dev.haetae.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
  private static Manifest read(String text) {
    return ManifestReader.read(text.getBytes(UTF_8), "a.yaml", "default", Limits.FILES);
  }

  private static Manifest read(String text, Limits limits) {
    return ManifestReader.read(text.getBytes(UTF_8), "a.yaml", "default", limits);
  }

  private static Value annotation(String yamlScalar) {
    Manifest manifest = read("apiVersion: v1\nkind: X\nvalue: " + yamlScalar + "\n");
    assertThat(manifest.problems()).isEmpty();
    return manifest.resources().getFirst().tree().get("value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yes|true",
        "on|true",
        "Off|false",
        "y|true",
        "n|false",
        "017|15",
        "0o17|15",
        "08|8",
        "1_000|1000",
        "0b11|3",
        "0x1F|31",
        "-0b11|-3",
        "+12|12",
        ".5|0.5",
        "1e3|1000",
        "1.50|1.5",
        "18446744073709551615|18446744073709551615",
        "~|null",
        "null|null",
        "NULL|null",
        "!!int 7|7",
        "12345678901234567890123|1.2345678901234568E+22"
      })
  void readsPlainWordsAsKubernetesDoes(String yaml, String json) {
    assertThat(JsonWriter.toText(annotation(yaml))).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2026-01-01|2026-01-01",
        "1:30|1:30",
        "'yes'|yes",
        "\"017\"|017",
        "!!str 5|5",
        "tRUE|tRUE",
        "1.2.3|1.2.3",
        "0x|0x",
        "!own 5|5",
        "!!binary aGk=|hi",
        "10Gi|10Gi"
      })
  void leavesOtherWordsStrings(String yaml, String text) {
    assertThat(annotation(yaml)).isEqualTo(new StringValue(text));
  }

  @Test
  void readsKeysAsKubernetesDoes() {
    ObjectValue tree =
        read("""
        apiVersion: v1
        kind: X
        data: {n: 1, 8080: 2, on: 3, 'n ': 4}
        """)
            .resources()
            .getFirst()
            .tree();
    assertThat(JsonWriter.toText(tree.get("data")))
        .isEqualTo("{\"false\":1,\"8080\":2,\"true\":3,\"n \":4}");
  }

  @Test
  void tellsWhereEveryFieldStands() {
    Resource resource =
        read("""
        # a comment
        apiVersion: v1
        kind: Pod
        metadata: {name: a}
        spec:
          volumes:
          - name: one
            hostPath: {path: /data}
        """)
            .resources()
            .getFirst();
    assertThat(position(resource, Path.of("spec", "volumes").child(0).child("hostPath")))
        .isEqualTo(new Position(8, 5));
    assertThat(position(resource, Path.of("spec", "volumes").child(0)))
        .isEqualTo(new Position(7, 5));
    assertThat(position(resource, Path.of("metadata", "labels", "app")))
        .as("what is missing stands at its nearest parent")
        .isEqualTo(new Position(4, 1));
  }

  @Test
  void tellsWhereEveryFieldOfJsonStands() {
    Resource resource =
        read("""
        {"apiVersion": "v1",
         "kind": "Pod",
         "spec": {"volumes": [{}]}}\
        """)
            .resources()
            .getFirst();
    assertThat(position(resource, Path.of("spec", "volumes"))).isEqualTo(new Position(3, 11));
  }

  private static Position position(Resource resource, Path path) {
    Position position = path.position(resource.tree());
    assertThat(position).isNotNull();
    return position == null ? new Position(0, 0) : position;
  }

  @Test
  void readsOtherDocumentsWhenOneCannotBeRead() {
    Manifest manifest =
        read(
            """
            apiVersion: v1
            kind: A
            ---
            apiVersion: v1
            kind: {x}: y
            --- # a comment
            apiVersion: v1
            kind: C
            """);
    assertThat(manifest.resources()).extracting(Resource::kind).containsExactly("A", "C");
    assertThat(manifest.resources()).extracting(Resource::document).containsExactly(0, 2);
    assertThat(manifest.problems()).extracting(Problem::line).containsExactly(5);
  }

  @Test
  void readsListsAndWhereTheirItemsStand() {
    Manifest manifest =
        read(
            """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Pod
              metadata: {name: a, namespace: b}
            - 5
            """);
    assertThat(manifest.resources()).extracting(Resource::toString).containsExactly("Pod b/a");
    assertThat(manifest.resources().getFirst().prefix()).hasToString("items[0]");
    assertThat(manifest.problems())
        .containsExactly(
            new Problem("a.yaml", 7, 3, "a Kubernetes object is expected, not a number"));
  }

  @Test
  void readsTheKindOfItemsOffAListOfOneKind() {
    Manifest manifest =
        read(
            """
            apiVersion: v1
            kind: PodList
            items:
            - metadata: {name: a, namespace: b}
            - apiVersion: v1
              kind: Secret
              metadata: {name: c}
            - kind: Pod
            """);
    assertThat(manifest.resources())
        .extracting(Resource::toString)
        .containsExactly("Pod b/a", "Secret default/c");
    assertThat(manifest.problems())
        .containsExactly(
            new Problem(
                "a.yaml", 8, 3, "a Kubernetes object needs apiVersion, a string; there is none"));
  }

  @Test
  void takesAListForNothingElse() {
    Manifest manifest =
        read(
            """
            apiVersion: v1
            kind: List
            items:
            - metadata: {name: a}
            """);
    assertThat(manifest.isForeign()).isFalse();
    assertThat(manifest.problems()).hasSize(1);
  }

  @Test
  void reportsEveryRepeatedKeyAndKeepsTheLast() {
    Resource resource =
        read("""
        apiVersion: v1
        kind: X
        spec:
          a: 1
          b: {c: 1, c: 2}
          a: 3
        """)
            .resources()
            .getFirst();
    assertThat(resource.duplicates())
        .containsExactly(
            new Document.DuplicateKey(
                Path.of("spec", "b", "c"), new Position(5, 13), new Position(5, 7)),
            new Document.DuplicateKey(
                Path.of("spec", "a"), new Position(6, 3), new Position(4, 3)));
    assertThat(JsonWriter.toText(resource.tree().get("spec")))
        .isEqualTo("{\"a\":3,\"b\":{\"c\":2}}");
  }

  @Test
  void mergesAnchors() {
    Resource resource =
        read("""
        apiVersion: v1
        kind: X
        base: &base {a: 1, b: 2}
        spec:
          <<: *base
          b: 3
        """)
            .resources()
            .getFirst();
    assertThat(JsonWriter.toText(resource.tree().get("spec"))).isEqualTo("{\"a\":1,\"b\":3}");
  }

  /** In order, as go-yaml does it; of a list the first wins. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{<<: *a, x: 9}|{\"x\":9,\"w\":1}|MERGED",
        "{x: 9, <<: *a}|{\"x\":1,\"w\":1}|LOST_TO_MERGE",
        "{x: 1, <<: *a}|{\"x\":1,\"w\":1}|MERGED",
        "{<<: [*a, *b]}|{\"x\":1,\"z\":2,\"w\":1}|MERGED",
        "{<<: [*b, *a]}|{\"x\":2,\"w\":1,\"z\":2}|MERGED",
        "{<<: *a, <<: *b}|{\"x\":2,\"w\":1,\"z\":2}|MERGED",
        "{<<: *a, x: 9, <<: *b}|{\"x\":2,\"w\":1,\"z\":2}|MERGED,LOST_TO_MERGE",
        "{!!merge <<: *a}|{\"x\":1,\"w\":1}|",
        "{<<: {<<: *a, x: 5}, x: 9}|{\"x\":9,\"w\":1}|MERGED,MERGED",
        "{<<: *a, x: 8, x: 9}|{\"x\":9,\"w\":1}|MERGED,WRITTEN_TWICE",
        "{x: 8, x: 9}|{\"x\":9}|WRITTEN_TWICE"
      })
  void mergesCountWhereTheyAreWritten(String spec, String tree, @Nullable String clashes) {
    Manifest manifest =
        read(
            "apiVersion: v1\nkind: X\na: &a {x: 1, w: 1}\nb: &b {x: 2, z: 2}\nspec: "
                + spec
                + "\n");
    assertThat(manifest.problems()).isEmpty();
    Resource resource = manifest.resources().getFirst();
    assertThat(JsonWriter.toText(resource.tree().get("spec"))).isEqualTo(tree);
    assertThat(resource.duplicates())
        .extracting(duplicate -> duplicate.clash().name())
        .containsExactlyElementsOf(clashes == null ? List.of() : List.of(clashes.split(",", -1)));
  }

  @Test
  void aMergeInQuotesIsAKey() {
    Resource resource = read("apiVersion: v1\nkind: X\n\"<<\": {a: 1}\n").resources().getFirst();
    assertThat(resource.tree().get("<<")).hasToString("{\"a\":1}");
  }

  /** Files that were put one behind the other keep their marks; kubectl reads them all. */
  @Test
  void aByteOrderMarkMayBeginALine() {
    Manifest manifest = read("apiVersion: v1\nkind: A\n---\n\ufeffapiVersion: v1\nkind: B\n");
    assertThat(manifest.problems()).isEmpty();
    assertThat(manifest.resources()).extracting(Resource::kind).containsExactly("A", "B");
  }

  /** Other programs' files, which a folder passes over however broken they are to YAML. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "apiVersion: 1\\ndatasources: []|true",
        "{% set name = \"x\" %}\\npackage: y|true",
        "a: b: c|true",
        "kind: {type: string}|true",
        "kind: Pod\\na: b: c|false",
        "apiVersion: v2\\nname: chart|false",
        "\u00a0kind: Pod|false"
      })
  void whatMakesNoClaimIsForeign(String text, boolean foreign) {
    assertThat(read(text.translateEscapes()).isForeign()).isEqualTo(foreign);
  }

  @Test
  void kindsThatAreLeftOutAreNotParsed() {
    String text =
        """
        apiVersion: v1
        kind: Large
        a: {{ broken
        ---
        apiVersion: v1
        kind: Small
        ---
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Large}
        """;
    Manifest manifest =
        ManifestReader.read(
            text.getBytes(UTF_8),
            "a.yaml",
            "default",
            Limits.FILES,
            Carriers.SHIPPED,
            Set.of("Large"));
    assertThat(manifest.problems()).isEmpty();
    assertThat(manifest.resources()).extracting(Resource::kind).containsExactly("Small");
    assertThat(manifest.resources()).extracting(Resource::document).containsExactly(1);
    assertThat(manifest.holdsMore()).isTrue();
  }

  @Test
  void stopsBillionLaughs() {
    StringBuilder text = new StringBuilder("apiVersion: v1\nkind: X\na0: &a0 [x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      text.append(
          "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n"
              .formatted(i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1));
    }
    assertThat(read(text.toString(), new Limits(1 << 20, 64, 100_000, 10)).problems())
        .extracting(Problem::message)
        .containsExactly("repeats too much of itself by aliases");
  }

  @Test
  void stopsAliasesThatContainThemselves() {
    assertThat(
            read("""
            apiVersion: v1
            kind: X
            a: &a
              b: *a
            """)
                .problems())
        .extracting(Problem::message)
        .containsExactly("an alias contains itself");
  }

  @Test
  void keepsToItsLimits() {
    Limits limits = new Limits(200, 10, 100, 2);
    assertThat(read("a: " + "[".repeat(50) + "]".repeat(50), limits).problems())
        .extracting(Problem::message)
        .containsExactly("nests deeper than 10 levels");
    assertThat(read("{\"a\": " + "[".repeat(50) + "]".repeat(50) + "}", limits).problems())
        .extracting(Problem::message)
        .containsExactly("nests deeper than 10 levels");
    assertThat(read("a".repeat(300), limits).problems())
        .extracting(Problem::message)
        .containsExactly("the file has 300 bytes; the limit is 200");
    assertThat(read("{apiVersion: v1, kind: X}\n---\n".repeat(5), limits).problems())
        .extracting(Problem::message)
        .containsExactly("more than 2 documents in one file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
  void readsWhatAByteOrderMarkTells(String charset) {
    byte[] bytes =
        "\ufeffapiVersion: v1\nkind: X\nname: \ud83d\ude80\n---\nkind: Z\napiVersion: v1\n"
            .getBytes(Charset.forName(charset));
    Manifest manifest = ManifestReader.read(bytes, "a.yaml", "default", Limits.FILES);
    assertThat(manifest.problems()).isEmpty();
    assertThat(manifest.resources()).extracting(Resource::kind).containsExactly("X", "Z");
    assertThat(manifest.text()).startsWith("apiVersion").contains("\ud83d\ude80");
  }

  @Test
  void findsInvalidUtf16() {
    byte[] bytes = {(byte) 0xff, (byte) 0xfe, 'a', 0, '\n', 0, 'b', 0, 'c'};
    assertThat(ManifestReader.read(bytes, "a.yaml", "default", Limits.FILES).problems())
        .containsExactly(new Problem("a.yaml", 2, 2, "the file is not UTF-16"));
  }

  /** However long it is: one sentence a list, not one an element. */
  @ParameterizedTest
  @ValueSource(strings = {"[1, 2, 3]", "- a\n- b\n", "[{\"a\": 1}, {\"b\": 2}]"})
  void aListOfSomethingElseIsForeignAsOne(String text) {
    Manifest manifest = read(text);
    assertThat(manifest.isForeign()).isTrue();
    assertThat(manifest.problems())
        .containsExactly(
            new Problem("a.yaml", 1, 1, "a Kubernetes object is expected, not an array"));
  }

  /** Such as tsconfig.json: a folder passes over it, and it is an error where it is named. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{/* of the compiler */ \"strict\": true,}|true",
        "{\"apiVersion\": \"v1\", // of Kubernetes|false",
        "{\"kind\": \"Pod\",}|false",
        "{\"Kind\": \"Pod\",}|false"
      })
  void jsonWithCommentsIsForeignUnlessItClaimsToBeAnObject(String text, boolean foreign) {
    Manifest manifest =
        ManifestReader.read(text.getBytes(UTF_8), "a.json", "default", Limits.FILES);
    assertThat(manifest.isForeign()).isEqualTo(foreign);
    assertThat(manifest.problems()).hasSize(1);
  }

  /** As kubectl sends it: JSON is read into 64 bits, else into a float. */
  @ParameterizedTest
  @CsvSource({
    "80.0, 80",
    "3e3, 3000",
    "0.5, 0.5",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "18446744073709551615, 18446744073709552000"
  })
  void aNumberOfJsonIsWhatKubectlSends(String written, String sent) {
    String text = "{\"apiVersion\": \"v1\", \"kind\": \"X\", \"value\": " + written + "}";
    assertThat(String.valueOf(read(text).resources().getFirst().tree().get("value")))
        .isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"Kind, apiVersion", "kind, ApiVersion", "KIND, apiversion"})
  void anotherCaseIsAnErrorAndNotForeign(String kind, String apiVersion) {
    Manifest manifest = read("# a pod\n" + kind + ": Pod\n" + apiVersion + ": v1\n");
    assertThat(manifest.isForeign()).isFalse();
    assertThat(manifest.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("a Kubernetes object needs ")
        .contains("write it so, not \"");
  }

  /** As kubectl does: it drops the rest without a word, so that must be said. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " apiVersion: v1\n kind: X\ndata:\n  k: v\n",
        "apiVersion: v1\nkind: X\n...\ndata:\n  k: v\n"
      })
  void whatFollowsTheEndOfADocumentIsAnError(String text) {
    Manifest manifest = read("# one\n---\n" + text + "---\napiVersion: v1\nkind: Z\n");
    assertThat(manifest.resources()).extracting(Resource::kind).containsExactly("Z");
    assertThat(manifest.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.message()).startsWith("the document has ended above");
          assertThat(text.lines().toList().get(problem.line() - 3)).isEqualTo("data:");
        });
    assertThat(read("apiVersion: v1\nkind: X\n...\n# end\n").problems()).isEmpty();
  }

  @Test
  void aListWithAnObjectIsReadElementByElement() {
    Manifest manifest = read("- {apiVersion: v1, kind: X}\n- a\n");
    assertThat(manifest.isForeign()).isFalse();
    assertThat(manifest.resources()).hasSize(1);
    assertThat(manifest.problems()).hasSize(1);
  }

  @Test
  void aGeneratedNameOfAnotherTypeHasItsPlaceAndCostsNothingElse() {
    Manifest manifest =
        read(
            """
            apiVersion: v1
            kind: X
            metadata:
              generateName: 200
            ---
            apiVersion: v1
            kind: Z
            """);
    assertThat(manifest.resources()).extracting(Resource::kind).containsExactly("Z");
    assertThat(manifest.problems())
        .containsExactly(
            new Problem(
                "a.yaml", 4, 3, "metadata.generateName must be a string, not a number 200"));
  }

  @Test
  void mergesListsOfAliasesButNoAliasOfAList() {
    String anchors = "apiVersion: v1\nkind: X\na: &a {x: 1}\nb: &b {y: 2}\nl: &l [*a, *b]\nspec:\n";
    assertThat(read(anchors + "  <<: [*a, *b]\n").problems()).isEmpty();
    assertThat(read(anchors + "  <<: &here [*a, *b]\n").problems()).isEmpty();
    assertThat(read(anchors + "  <<: *l\n").problems())
        .containsExactly(
            new Problem(
                "a.yaml",
                7,
                3,
                "<< cannot merge a list by its alias: write the list out, such as <<: [*a, *b]"));
    assertThat(read(anchors + "  <<: [[*a]]\n").problems())
        .containsExactly(new Problem("a.yaml", 7, 8, "only a mapping can be merged with <<"));
  }

  @Test
  void findsInvalidUtf8() {
    byte[] bytes = {'a', ':', ' ', 'b', '\n', 'c', (byte) 0xff};
    assertThat(ManifestReader.read(bytes, "a.yaml", "default", Limits.FILES).problems())
        .containsExactly(new Problem("a.yaml", 2, 2, "the file is not UTF-8"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image: {registry}:{port}/image:latest|3:8 a value that begins with { is a mapping in YAML;"
            + " put it in quotes: \"{…}\"",
        "a: // words|3:4 // begins no comment in YAML; write # instead",
        "a: b: c|3:5 a second \": \" on this line is not allowed; quote the value or check the"
            + " indentation",
      })
  void hintsAtWhatToWrite(String line, String expected) {
    String more = line.startsWith("a: //") ? "\n  b: c" : "";
    Manifest manifest = read("apiVersion: v1\nkind: X\n" + line + more + "\n");
    assertThat(manifest.problems())
        .extracting(p -> p.line() + ":" + p.column() + " " + p.message())
        .containsExactly(expected);
  }

  @Test
  void namesTabs() {
    assertThat(read("a:\n\tb: c\n").problems())
        .containsExactly(new Problem("a.yaml", 2, 1, "a tab cannot indent in YAML; use spaces"));
  }

  @Test
  void wantsKubernetesObjects() {
    assertThat(read("just words").problems())
        .containsExactly(
            new Problem(
                "a.yaml", 1, 1, "a Kubernetes object is expected, not a string \"just words\""));
    assertThat(read("kind: Pod\n").problems())
        .extracting(Problem::message)
        .containsExactly("a Kubernetes object needs apiVersion, a string; there is none");
    assertThat(
            read("""
            apiVersion: v1
            kind: Pod
            metadata: [1]
            """)
                .problems())
        .containsExactly(new Problem("a.yaml", 3, 1, "metadata must be an object, not an array"));
  }

  @Test
  void passesOverWhatHoldsNothing() {
    assertThat(read("# only words\n---\n---\nnull\n").problems()).isEmpty();
    assertThat(read("").resources()).isEmpty();
  }

  @Test
  void readsConcatenatedJson() {
    Manifest manifest =
        read(
            """
            {"apiVersion":"v1","kind":"A"}
            {"apiVersion":"v1","kind":"B"}\
            """);
    assertThat(manifest.resources()).extracting(Resource::kind).containsExactly("A", "B");
    assertThat(manifest.resources()).extracting(Resource::document).containsExactly(0, 1);
  }

  @Test
  void saysWhereJsonBreaks() {
    Manifest manifest =
        ManifestReader.read(
            "{\"apiVersion\": \"v1\",\n \"kind\": }".getBytes(UTF_8),
            "a.json",
            "default",
            Limits.FILES);
    assertThat(manifest.problems()).hasSize(1);
    assertThat(manifest.problems().getFirst().line()).isEqualTo(2);
    assertThat(manifest.problems().getFirst().message()).isEqualTo("this is no valid JSON");
  }

  @Test
  void readsWindowsLinesAndByteOrderMarks() {
    Manifest manifest =
        read(
            """
            \ufeffapiVersion: v1\r
            kind: A\r
            ---\r
            apiVersion: v1\r
            kind: B\r
            """);
    assertThat(manifest.problems()).isEqualTo(List.of());
    assertThat(manifest.resources()).extracting(Resource::kind).containsExactly("A", "B");
  }
}
