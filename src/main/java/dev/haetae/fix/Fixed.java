package dev.haetae.fix;

import dev.haetae.report.Report;
import java.util.List;

/**
 * What came of fixing.
 *
 * @param files those that have changed, by their names
 * @param report on the manifests as they would be
 * @param notes what could not be fixed, and why
 */
public record Fixed(List<FixedFile> files, Report report, List<String> notes) {
  /** What came of it, with copies of its own. */
  public Fixed {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }
}
