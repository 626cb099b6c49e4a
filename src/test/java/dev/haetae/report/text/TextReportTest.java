package dev.haetae.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.PolicyCase;
import dev.haetae.report.CaseReport;
import dev.haetae.report.Report;
import dev.haetae.rule.Action;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of every case: nothing is lost when it is gathered. */
class TextReportTest {
  private static final Pattern MORE = Pattern.compile("(?m)^  (\\d+) more in ");
  private static final Pattern ONE_OF = Pattern.compile("(?m) \\(1 of (\\d+)[;)]");

  static List<Path> cases() throws IOException {
    return CaseReport.cases();
  }

  private static int lines(String word, String text) {
    return (int)
        Pattern.compile("(?m)^\\S+:\\d+:\\d+: " + word + " \\[").matcher(text).results().count();
  }

  private static int sum(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .mapToInt(match -> Integer.parseInt(match.replaceAll("1 of|[^0-9]", "")))
        .sum();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void countsEveryFinding(Path file) {
    Report report = CaseReport.of(PolicyCase.of(file));
    String full = TextReport.write(report, TextStyle.plain(Detail.FULL));
    String gathered = TextReport.write(report, TextStyle.plain(Detail.GATHERED));
    String denials = TextReport.write(report, TextStyle.plain(Detail.DENIALS));
    int denied = report.count(Action.DENY);
    int warned = report.count(Action.WARN);
    int undecided = report.undecided().size();

    assertThat(List.of(full, gathered, denials))
        .extracting(text -> lines("deny", text))
        .containsExactly(denied, denied, denied);
    assertThat(lines("warn", full)).isEqualTo(warned);
    assertThat(lines("undecided", full)).isEqualTo(undecided);
    assertThat(lines("warn", gathered) + sum(MORE, gathered)).as(gathered).isEqualTo(warned);
    int several = (int) ONE_OF.matcher(gathered).results().count();
    assertThat(lines("undecided", gathered) - several + sum(ONE_OF, gathered))
        .as(gathered)
        .isEqualTo(undecided);
    assertThat(lines("warn", denials) + lines("undecided", denials)).isZero();
    assertThat(List.of(full, gathered, denials))
        .extracting(text -> text.lines().toList().getLast())
        .containsOnly(full.lines().toList().getLast());
  }
}
