package dev.haetae.report.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Markdown for a comment, in which what a manifest says is text. */
final class MarkdownReportTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      """;

  @Test
  void countAndList() {
    assertThat(MarkdownReport.write(Written.denials("a.yaml", POD, "no"), MarkdownReport.COMMENT))
        .isEqualTo(
            """
            ### haetae: 1 denial

            1 file, 0 objects: 1 denial, 0 warnings

            | | place | object | finding |
            |---|---|---|---|
            | deny | `a.yaml:2:1` | `Pod default/a` | **no-host-path** no<br>fix: write something else |
            """);
  }

  @Test
  void haveNoTableWhereNothingIsFound() {
    assertThat(MarkdownReport.write(new Report.Builder().build(), MarkdownReport.COMMENT))
        .isEqualTo("### haetae: nothing denied\n\n0 files, 0 objects: 0 denials, 0 warnings\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      textBlock =
          """
          a | b => a \\| b
          <script> & co => \\<script\\> &amp; co
          [x](y) **b** `c` => [x\\](y) \\*\\*b\\*\\* \\`c\\`
          by @team at image@sha256 => by <span>@</span>team at image<span>@</span>sha256
          see #12 => see <span>#</span>12
          https://evil :smile: a: b 5000:1 => https\\://evil \\:smile: a: b 5000:1
          spec.volumes[0] is "/data" => spec.volumes[0] is "/data"
          """)
  void letNothingBeMarkup(String text, String markdown) {
    assertThat(MarkdownText.prose(text)).isEqualTo(markdown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          a|b.yaml; `a\\|b.yaml`
          a`b; `` a`b ``
          ``; ``` `` ```
          @team; `@team`
          """)
  void letCodeBeCode(String text, String markdown) {
    assertThat(MarkdownText.code(text)).isEqualTo(markdown);
  }

  @Test
  void fitIntoAComment() {
    Resource pod = Written.object("a.yaml", POD);
    Report.Builder report = new Report.Builder().file("a.yaml", () -> POD);
    for (int i = 0; i < 5_000; i++) {
      report.found(pod, Written.finding(pod, Action.WARN, Path.of("kind"), "가".repeat(40)));
    }
    report.found(pod, Written.finding(pod, Action.DENY, Path.of("kind"), "the one that counts"));
    report.error(new Problem("b.yaml", 1, 1, "no YAML"));
    String comment = MarkdownReport.write(report.build(), MarkdownReport.COMMENT);
    assertThat(comment.getBytes(UTF_8)).hasSizeBetween(50_000, MarkdownReport.COMMENT);
    assertThat(comment)
        .contains("| error | `b.yaml:1:1` | | no YAML |", "the one that counts")
        .containsPattern("\n\n[0-9],[0-9]{3} more are left out: `-o json` has them all\\.\n$");
  }
}
