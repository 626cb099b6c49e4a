package dev.haetae.report.format;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.Region;
import dev.haetae.report.Report;
import dev.haetae.report.Sources;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Sha256;
import dev.haetae.resource.tree.Text;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a report as GitLab's Code Quality. Findings of one fingerprint would be shown as one, so
 * each has its own: the finding's with its file, and its number where that is not enough.
 */
final class GitlabReport {
  private static final int DIGITS = 32;

  private final Report report;
  private final SourceRoot root;
  private final Sources sources;
  private final Map<String, Integer> alike = new HashMap<>();
  private final ArrayValue.Builder out = new ArrayValue.Builder();

  private GitlabReport(Report report, SourceRoot root) {
    this.report = report;
    this.root = root;
    this.sources = new Sources(report);
  }

  /** The JSON array, with a line break at its end. */
  static String write(Report report, SourceRoot root) {
    return new GitlabReport(report, root).write();
  }

  private String write() {
    for (Problem error : report.errors()) {
      add(
          "unreadable",
          error.message(),
          "blocker",
          error.message(),
          error.file(),
          sources.region(error));
    }
    for (Located located : report.findings()) {
      String severity =
          switch (located.finding().action()) {
            case DENY -> "critical";
            case WARN -> "minor";
            case AUDIT -> "info";
          };
      add(located, "", severity);
    }
    report.undecided().forEach(located -> add(located, "undecided: ", "info"));
    return JsonWriter.toIndentedText(out.build());
  }

  private void add(Located located, String prefix, String severity) {
    Finding finding = located.finding();
    String fix = finding.remediation().isEmpty() ? "" : "; fix: " + finding.remediation();
    add(
        finding.rule(),
        prefix + finding.object().describe() + ": " + finding.message() + fix,
        severity,
        report.fingerprints().of(located).id(),
        located.file(),
        sources.region(located));
  }

  private void add(
      String check, String description, String severity, String known, String file, Region region) {
    String path = root.path(file);
    String identity = known + '\n' + path;
    int number = alike.merge(identity, 1, Integer::sum);
    out.add(
        new ObjectValue.Builder(5)
            .put("description", Text.escape(description))
            .put("check_name", check)
            .put("fingerprint", Sha256.hex(identity + '\n' + number).substring(0, DIGITS))
            .put("severity", severity)
            .put(
                "location",
                new ObjectValue.Builder(2)
                    .put("path", path)
                    .put(
                        "lines",
                        ObjectValue.of(
                            "begin", dev.haetae.resource.tree.NumberValue.of(region.line())))
                    .build())
            .build());
  }
}
