package dev.haetae.report;

import dev.haetae.resource.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a report's files, the one that was asked for last kept: what is told is in order of
 * files. For one thread.
 */
public final class Sources {
  private final Report report;
  private String file = "";
  private @Nullable SourceText text;

  public Sources(Report report) {
    this.report = report;
  }

  /** The text of a file; null when it is not known or empty. */
  public @Nullable SourceText text(String name) {
    if (!name.equals(file)) {
      file = name;
      text = report.text(name);
    }
    return text;
  }

  /** The part of a line that a finding is about. */
  public Region region(Located located) {
    return Region.of(located, text(located.file()));
  }

  /** The part of a line that a problem is about. */
  public Region region(Problem problem) {
    return Region.at(problem.line(), problem.column(), text(problem.file()));
  }
}
