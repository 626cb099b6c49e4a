package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cli.terminal.NamedFile;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.report.Report;
import dev.haetae.report.format.MarkdownReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The summary of a step of GitHub Actions, to whose file a report's table is appended. */
final class StepSummary {
  private static final String FILE = "GITHUB_STEP_SUMMARY";
  private static final int LEAST = 4_096;

  private StepSummary() {}

  /**
   * Appends the table, as far as the summary has room; nothing where no step is run.
   *
   * @return whether it could be written
   */
  static boolean append(Report report, Terminal terminal) {
    String name = terminal.environment().getOrDefault(FILE, "");
    if (name.isEmpty()) {
      return true;
    }
    return NamedFile.write("the summary", name, terminal, file -> append(report, file));
  }

  private static void append(Report report, Path file) throws IOException {
    long room = MarkdownReport.STEP_SUMMARY - (Files.exists(file) ? Files.size(file) : 0);
    // A summary beyond its limit is shown to nobody.
    if (room >= LEAST) {
      Files.write(
          file,
          MarkdownReport.write(report, (int) room).getBytes(UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
