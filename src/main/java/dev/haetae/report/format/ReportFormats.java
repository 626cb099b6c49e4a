package dev.haetae.report.format;

import dev.haetae.report.Report;
import dev.haetae.report.text.TextReport;

/** Writes a report in one of the formats; the classes of the others are not loaded for that. */
public final class ReportFormats {
  private ReportFormats() {}

  /** The report in a format, with a line break at its end. */
  public static String write(Format format, Report report, Setting setting) {
    return switch (format) {
      case TEXT -> TextReport.write(report, setting.style());
      case JSON -> JsonReport.write(report, setting.style().explained());
      case SARIF -> SarifReport.write(report, setting);
      case JUNIT -> JunitReport.write(report);
      case GITHUB -> GithubReport.write(report, setting);
      case GITLAB -> GitlabReport.write(report, setting.root());
      case CSV -> CsvReport.write(report);
      case MARKDOWN -> MarkdownReport.write(report, MarkdownReport.COMMENT);
    };
  }
}
