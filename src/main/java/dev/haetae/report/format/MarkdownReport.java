package dev.haetae.report.format;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.rule.Action;
import java.util.List;
import java.util.Locale;

/**
 * Writes a report as Markdown, for a comment or a step's summary: a line that counts, and a table
 * of what was found, the gravest first, cut to what such a page holds.
 */
public final class MarkdownReport {
  /** The bytes of a comment: GitHub takes 65,536 characters. */
  public static final int COMMENT = 60_000;

  /** The bytes of the summary of a step of GitHub Actions. */
  public static final int STEP_SUMMARY = 1 << 20;

  private final Report report;
  private final MarkdownTable table;

  private MarkdownReport(Report report, int most) {
    this.report = report;
    this.table = new MarkdownTable(most);
  }

  /**
   * The report, with a line break at its end.
   *
   * @param most the bytes that it may have; at least a few thousand
   */
  public static String write(Report report, int most) {
    return new MarkdownReport(report, most).write();
  }

  private String write() {
    table.paragraph("### haetae: " + verdict());
    table.paragraph(counts());
    if (!report.errors().isEmpty() || !report.findings().isEmpty() || report.isUndecided()) {
      table.heads("", "place", "object", "finding");
    }
    for (Problem error : report.errors()) {
      table.row(
          "error",
          MarkdownTable.place(error.file(), error.line(), error.column()),
          "",
          MarkdownText.prose(error.message()));
    }
    for (Action action : List.of(Action.DENY, Action.WARN, Action.AUDIT)) {
      for (Located located : report.findings()) {
        if (located.finding().action() == action) {
          row(action.word().toLowerCase(Locale.ROOT), located);
        }
      }
    }
    report.undecided().forEach(located -> row("undecided", located));
    return table.end();
  }

  private String verdict() {
    return switch (report.outcome()) {
      case PASSED -> "nothing denied";
      case DENIED -> counted(report.count(Action.DENY), "denial");
      case UNREADABLE -> "some input could not be read";
      case FAULTY -> "a rule failed, which is our fault";
    };
  }

  private String counts() {
    StringBuilder line = new StringBuilder();
    line.append(counted(report.files(), "file")).append(", ");
    line.append(counted(report.objects(), "object")).append(": ");
    line.append(counted(report.count(Action.DENY), "denial")).append(", ");
    line.append(counted(report.count(Action.WARN), "warning"));
    more(line, report.count(Action.AUDIT), "for the audit");
    more(line, report.undecided().size(), "undecided");
    more(line, report.waived().size(), "waived");
    more(line, report.baselined().size(), "in the baseline");
    more(line, report.repairs().size(), "repaired at admission");
    if (!report.errors().isEmpty()) {
      line.append(", ").append(counted(report.errors().size(), "error"));
    }
    return line.toString();
  }

  private static void more(StringBuilder line, int count, String what) {
    if (count > 0) {
      line.append(", ").append(count).append(' ').append(what);
    }
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private void row(String verdict, Located located) {
    Finding finding = located.finding();
    String fix =
        finding.remediation().isEmpty()
            ? ""
            : "<br>fix: " + MarkdownText.prose(finding.remediation());
    table.row(
        verdict,
        MarkdownTable.place(located.file(), located.line(), located.column()),
        MarkdownText.code(finding.object().describe()),
        "**" + finding.rule() + "** " + MarkdownText.prose(finding.message()) + fix);
  }
}
