package dev.haetae.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workflow commands of GitHub Actions. */
final class GithubReportTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      """;

  private static List<String> lines(Report report, String begin) {
    return GithubReport.write(report, Written.SETTING)
        .lines()
        .filter(line -> line.startsWith(begin))
        .toList();
  }

  @Test
  void annotateTheKey() {
    assertThat(lines(Written.denials("a.yaml", POD, "no"), "::error "))
        .containsExactly(
            "::error file=a.yaml,line=2,endLine=2,col=1,endColumn=5,title=no-host-path"
                + "::Pod default/a: no; fix: write something else");
  }

  @Test
  void escapeWhatWouldEndThem() {
    assertThat(lines(Written.denials("a,b:c%.yaml", POD, "100%\r\n::error::x"), "::error "))
        .containsExactly(
            "::error file=a%2Cb%3Ac%25.yaml,line=2,endLine=2,col=1,endColumn=5,title=no-host-path"
                + "::Pod default/a: 100%25\\u000d\\u000a::error::x; fix: write something else");
  }

  @Test
  void areTenAtMostOfEachLevel() {
    Resource pod = Written.object("a.yaml", POD);
    Report.Builder report = new Report.Builder().file("a.yaml", () -> POD);
    for (int i = 0; i < 11; i++) {
      report.found(pod, Written.finding(pod, Action.DENY, Path.of("kind"), "denied " + i));
    }
    for (int i = 0; i < 10; i++) {
      report.found(pod, Written.finding(pod, Action.WARN, Path.of("kind"), "warned " + i));
    }
    report.error(new Problem("b.yaml", 1, 1, "no YAML"));
    Report built = report.build();
    assertThat(lines(built, "::error "))
        .hasSize(10)
        .startsWith(
            "::error file=b.yaml,line=1,endLine=1,col=1,endColumn=2,title=cannot be read::no YAML")
        .endsWith(
            "::error title=haetae::3 more of these: the step's summary and its log have them all");
    assertThat(lines(built, "::warning ")).hasSize(10).allMatch(line -> line.contains("warned"));
  }

  @Test
  void letNoNameOfAFileBeACommand() {
    String file = "::add-mask::secret";
    String log = GithubReport.write(Written.denials(file, POD, "no"), Written.SETTING);
    List<String> lines = log.lines().toList();
    int stopped = lines.indexOf("::group::haetae check") + 1;
    assertThat(lines.get(stopped)).matches("::stop-commands::[0-9a-f]{64}");
    String word = lines.get(stopped).substring("::stop-commands::".length());
    assertThat(lines.subList(lines.size() - 2, lines.size()))
        .containsExactly("::" + word + "::", "::endgroup::");
    assertThat(lines.subList(stopped + 1, lines.size() - 2))
        .anyMatch(line -> line.startsWith(file))
        .noneMatch(line -> line.contains(word));
    assertThat(lines.subList(0, stopped)).noneMatch(line -> line.startsWith(file));
  }

  @Test
  void holdTheReportForPeople() {
    assertThat(GithubReport.write(new Report.Builder().build(), Written.SETTING))
        .startsWith("::group::haetae check\n::stop-commands::")
        .contains("0 files, 0 objects");
  }
}
