package dev.haetae.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.PolicyCase;
import dev.haetae.report.CaseReport;
import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Code Quality as GitLab documents it. */
final class GitlabReportTest {
  private static final Set<String> SEVERITIES =
      Set.of("info", "minor", "major", "critical", "blocker");
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      """;

  private static List<ObjectValue> issues(Report report) {
    ArrayValue array =
        (ArrayValue) Written.json(GitlabReport.write(report, SourceRoot.of(Path.of(""), Map.of())));
    List<ObjectValue> issues = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      issues.add((ObjectValue) array.get(i));
    }
    return issues;
  }

  private static void requireShape(ObjectValue issue) {
    assertThat(issue.text("description")).isNotBlank();
    assertThat(issue.text("check_name")).isNotBlank();
    assertThat(issue.text("fingerprint")).matches("[0-9a-f]{32}");
    assertThat(SEVERITIES).contains(issue.text("severity"));
    ObjectValue location = (ObjectValue) issue.get("location");
    assertThat(location.text("path")).isNotBlank().doesNotStartWith("./");
    ObjectValue lines = (ObjectValue) location.get("lines");
    assertThat(((NumberValue) lines.get("begin")).integer()).isPositive();
  }

  @Test
  void haveTheDocumentedShapeAndAFingerprintOfTheirOwn() throws IOException {
    for (Path file : CaseReport.cases()) {
      List<ObjectValue> issues = issues(CaseReport.of(PolicyCase.of(file)));
      issues.forEach(GitlabReportTest::requireShape);
      assertThat(issues).extracting(issue -> issue.text("fingerprint")).doesNotHaveDuplicates();
    }
  }

  @Test
  void tellEqualFindingsOfTwoFilesApart() {
    Report.Builder both = new Report.Builder();
    for (String file : List.of("base/a.yaml", "prod/a.yaml")) {
      both.found(
          Written.object(file, POD),
          Written.denials(file, POD, "no").findings().getFirst().finding());
    }
    both.error(Problem.of("b.yaml", "no YAML")).error(Problem.of("b.yaml", "no YAML"));
    List<ObjectValue> issues = issues(both.build());
    issues.forEach(GitlabReportTest::requireShape);
    assertThat(issues)
        .hasSize(4)
        .extracting(issue -> issue.text("fingerprint"))
        .doesNotHaveDuplicates();
    // The same finding is the same next time, whatever else is found.
    assertThat(issues(Written.denials("prod/a.yaml", "# moved\n" + POD, "no longer")))
        .extracting(issue -> issue.text("fingerprint"))
        .hasSize(1);
  }

  @Test
  void stayTheSameWhenLinesMove() {
    assertThat(issues(Written.denials("a.yaml", "# moved\n\n" + POD, "of 200Gi")))
        .extracting(issue -> issue.text("fingerprint"))
        .isEqualTo(
            issues(Written.denials("a.yaml", POD, "of 100Gi")).stream()
                .map(issue -> issue.text("fingerprint"))
                .toList());
  }

  @Test
  void areAnEmptyListWhereNothingIsFound() {
    assertThat(
            GitlabReport.write(new Report.Builder().build(), SourceRoot.of(Path.of(""), Map.of())))
        .isEqualTo("[]\n");
  }
}
