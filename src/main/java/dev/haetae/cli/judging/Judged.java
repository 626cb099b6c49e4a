package dev.haetae.cli.judging;

import dev.haetae.report.Report;
import java.util.List;

/**
 * What came of judging manifests.
 *
 * @param report what was found, and what could not be read
 * @param notes what the user should know besides, each once
 * @param faults failures of rules of ours
 */
public record Judged(Report report, List<String> notes, List<RuntimeException> faults) {
  /** What came of it, with copies of its own. */
  public Judged {
    notes = List.copyOf(notes);
    faults = List.copyOf(faults);
  }
}
