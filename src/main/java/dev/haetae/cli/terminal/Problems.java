package dev.haetae.cli.terminal;

import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Text;
import java.io.PrintStream;
import java.util.List;

/** Prints what could not be read, where there is no report to hold it. */
public final class Problems {
  private Problems() {}

  public static void print(List<Problem> problems, PrintStream to) {
    for (Problem problem : problems.stream().sorted(Report.BY_PLACE).toList()) {
      to.println(Text.escape(place(problem)) + "error " + Text.escape(problem.sentence()));
    }
  }

  /** The place of a problem before what is said of it: {@code file.yaml:15:7: }. */
  public static String place(Problem problem) {
    return problem.file()
        + (problem.line() > 0 ? ":" + problem.line() : "")
        + (problem.column() > 0 ? ":" + problem.column() : "")
        + ": ";
  }
}
