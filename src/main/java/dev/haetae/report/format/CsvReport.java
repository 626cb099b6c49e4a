package dev.haetae.report.format;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import java.util.List;
import java.util.Locale;

/** Writes a report as comma-separated values: a row for each thing that is said, whole. */
final class CsvReport {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_PATH = 4096;

  private final Report report;
  private final CsvTable table =
      new CsvTable(
          "verdict",
          "rule",
          "reason",
          "policy",
          "apiVersion",
          "kind",
          "namespace",
          "name",
          "path",
          "file",
          "line",
          "column",
          "message",
          "remediation",
          "fingerprint");

  private CsvReport(Report report) {
    this.report = report;
  }

  /** The table, each of its lines ended. */
  static String write(Report report) {
    return new CsvReport(report).write();
  }

  private String write() {
    for (Problem error : report.errors()) {
      table.row(
          "error",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          error.file(),
          number(error.line()),
          number(error.column()),
          error.message(),
          "",
          "");
    }
    for (Located located : report.findings()) {
      row(located.finding().action().word().toLowerCase(Locale.ROOT), located);
    }
    rows("undecided", report.undecided());
    rows("waived", report.waived());
    rows("baselined", report.baselined());
    rows("repaired", report.repairs());
    return table.toString();
  }

  private void rows(String verdict, List<Located> all) {
    all.forEach(located -> row(verdict, located));
  }

  private void row(String verdict, Located located) {
    Finding finding = located.finding();
    Resource object = finding.object();
    table.row(
        verdict,
        finding.rule(),
        finding.reason(),
        finding.policy(),
        name(object.apiVersion()),
        name(object.kind()),
        name(object.namespace()),
        name(object.displayName()),
        finding.path().shown(LONGEST_PATH),
        located.file(),
        number(located.line()),
        number(located.column()),
        finding.message(),
        finding.remediation(),
        report.fingerprints().of(located).id());
  }

  private static String name(String name) {
    return Text.shorten(name, LONGEST_NAME);
  }

  // 0 is for a place that is not known.
  private static String number(int number) {
    return number == 0 ? "" : Integer.toString(number);
  }
}
