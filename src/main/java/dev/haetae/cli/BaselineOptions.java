package dev.haetae.cli;

import dev.haetae.cli.terminal.TimeSpan;
import dev.haetae.cli.terminal.UsageException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which findings are known already, and have them written down. */
final class BaselineOptions {
  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "a file of findings that are known: they are counted, and do not fail")
  @Nullable String file;

  @Option(
      names = "--write-baseline",
      description = "write the file of --baseline anew: every denial and warning is known then")
  boolean write;

  @Option(
      names = "--expires",
      paramLabel = "DAYS",
      description =
          "with --write-baseline, how long new ones are known: 90d, 12w (default: no end)")
  @Nullable String expires;

  /** Refuses what cannot be done before any work is done. */
  void check() {
    if (write && file == null) {
      throw new UsageException("--write-baseline needs a place: add --baseline FILE");
    }
    if (expires != null && !write) {
      throw new UsageException("--expires says how long --write-baseline holds: add that");
    }
    var _ = end(LocalDate.EPOCH);
  }

  /** The last day of what is written on {@code today}; null for no end. */
  @Nullable LocalDate end(LocalDate today) {
    return expires == null ? null : today.plusDays(TimeSpan.readDays("--expires", expires));
  }
}
