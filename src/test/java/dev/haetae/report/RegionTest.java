package dev.haetae.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.PolicyCase;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The part of a line that a finding is about. */
final class RegionTest {
  static List<java.nio.file.Path> cases() throws IOException {
    return CaseReport.cases();
  }

  private static String marked(String text, Region region) {
    SourceText source = new SourceText(text);
    return text.substring(
        source.offset(region.line(), region.column()),
        source.offset(region.line(), region.endColumn()));
  }

  private static String marked(String yaml, Path path) {
    Resource object =
        ManifestReader.read(yaml.getBytes(UTF_8), "a.yaml", "default", Limits.FILES)
            .resources()
            .getFirst();
    Position place = Objects.requireNonNull(path.position(object.tree()));
    Located located =
        new Located(
            FingerprintTest.finding(object, path), "a.yaml", 0, place.line(), place.column());
    return marked(yaml, Region.of(located, new SourceText(yaml)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void areWithinALineAndNeverEmpty(java.nio.file.Path file) {
    PolicyCase policyCase = PolicyCase.of(file);
    Report report = CaseReport.of(policyCase);
    SourceText source = Objects.requireNonNull(report.text(file.toString()));
    for (Located one :
        Stream.concat(report.findings().stream(), report.undecided().stream()).toList()) {
      Region region = Region.of(one, source);
      assertThat(marked(source.text(), region)).isNotBlank().doesNotContain("\n");
      assertThat(region.endColumn()).isGreaterThan(region.column());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          spec: 1 # why                  | spec
          spec : 1                       | spec
          spec: {a: 1}                   | spec
          "spec": {}                     | "spec"
          'spec': {}                     | 'spec'
          "s\\u0070ec": {}               | "s\\u0070ec"
          &here spec: {}                 | &here spec
          ? spec                         | spec
          """)
  void areTheKeyWithItsQuotes(String line, String marked) {
    assertThat(marked("apiVersion: v1\nkind: Pod\n" + line + "\n", Path.of("spec", "missing")))
        .isEqualTo(marked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - plain word # why             | plain word
          - "quoted \\" # word" # why    | "quoted \\" # word"
          - 'it''s'                      | 'it''s'
          - {name: a, b: "}"} # why      | {name: a, b: "}"}
          - name: a                      | name
          - [[a, b], c]                  | [[a, b], c]
          - {name: a,                    | {name: a,
          - 1                            | 1
          - 한국어 😀 # why              | 한국어 😀
          """)
  void areTheBeginningOfAnElement(String line, String marked) {
    String rest = line.endsWith(",") ? "\n   b: c}" : "";
    assertThat(
            marked(
                "apiVersion: v1\nkind: Pod\nspec:\n" + line + rest + "\n",
                Path.of("spec").child(0)))
        .isEqualTo(marked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"apiVersion":"v1","kind":"Pod","spec":{"a\\"b":1}}  | "spec"
          {"apiVersion":"v1","kind":"😀","spec":[1]}          | "spec"
          {apiVersion: v1, kind: Pod, spec: [a]}              | spec
          """)
  void areKeysInFlowsToo(String text, String marked) {
    assertThat(marked(text, Path.of("spec"))).isEqualTo(marked);
  }

  @Test
  void endWithoutTheCarriageReturn() {
    assertThat(
            marked("apiVersion: v1\r\nkind: Pod\r\nspec:\r\n- word\r\n", Path.of("spec").child(0)))
        .isEqualTo("word");
  }

  @Test
  void areTheFirstPlaceWhereNoneIsKnown() {
    assertThat(Region.at(0, 0, null)).isEqualTo(new Region(1, 1, 2));
    assertThat(Region.at(7, 0, null)).isEqualTo(new Region(7, 1, 2));
    assertThat(Region.at(7, 3, new SourceText("a\n"))).isEqualTo(new Region(7, 3, 4));
    assertThat(Region.at(1, 9, new SourceText("a\n"))).isEqualTo(new Region(1, 9, 10));
  }
}
