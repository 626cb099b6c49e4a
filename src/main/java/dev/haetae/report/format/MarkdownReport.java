package dev.haetae.report.format;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  // For the line that says how much is left out.
  private static final int RESERVE = 200;

  private final Report report;
  private final int most;
  private final StringBuilder out = new StringBuilder();
  private int bytes;
  private int leftOut;

  private MarkdownReport(Report report, int most) {
    this.report = report;
    this.most = most;
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
    append("### haetae: " + verdict() + "\n\n" + counts() + "\n");
    if (!report.errors().isEmpty() || !report.findings().isEmpty() || report.isUndecided()) {
      append("\n| | place | object | finding |\n|---|---|---|---|\n");
    }
    for (Problem error : report.errors()) {
      row("error", place(error.file(), error.line(), error.column()), "", prose(error.message()));
    }
    for (Action action : List.of(Action.DENY, Action.WARN, Action.AUDIT)) {
      for (Located located : report.findings()) {
        if (located.finding().action() == action) {
          row(action.word().toLowerCase(Locale.ROOT), located);
        }
      }
    }
    report.undecided().forEach(located -> row("undecided", located));
    if (leftOut > 0) {
      out.append(
          String.format(
              Locale.ROOT, "%n%,d more are left out: `-o json` has them all.%n", leftOut));
    }
    return out.toString();
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
        finding.remediation().isEmpty() ? "" : "<br>instead: " + prose(finding.remediation());
    row(
        verdict,
        place(located.file(), located.line(), located.column()),
        MarkdownText.code(finding.object().describe()),
        "**" + finding.rule() + "** " + prose(finding.message()) + fix);
  }

  private void row(String verdict, String place, String object, String finding) {
    append("| " + verdict + " | " + place + " | " + object + " | " + finding + " |\n");
  }

  private static String place(String file, int line, int column) {
    return MarkdownText.code(
        file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : ""));
  }

  private static String prose(String text) {
    return MarkdownText.prose(text);
  }

  // Whole rows only.
  private void append(String text) {
    int length = text.getBytes(UTF_8).length;
    if (leftOut > 0 || bytes + length > most - RESERVE) {
      leftOut++;
    } else {
      bytes += length;
      out.append(text);
    }
  }
}
