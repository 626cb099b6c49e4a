package dev.haetae.cli;

import dev.haetae.cli.terminal.UsageException;
import dev.haetae.report.text.Detail;
import picocli.CommandLine.Option;

/** The options that say how much of a report its text tells; other formats are always whole. */
final class Verbosity {
  @Option(
      names = {"-v", "--verbose"},
      description = "tell every finding in full, also what warns, is undecided, waived or repaired")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "tell denials and errors alone")
  boolean quiet;

  /** Refuses both at once. */
  void check() {
    if (verbose && quiet) {
      throw new UsageException("-v and -q are at odds: -v tells everything, -q denials alone");
    }
  }

  Detail detail() {
    return verbose ? Detail.FULL : quiet ? Detail.DENIALS : Detail.GATHERED;
  }
}
