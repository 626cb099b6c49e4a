package dev.haetae.fix;

import dev.haetae.report.Report;
import java.util.Map;

/** Judges all manifests of a run as one world. */
@FunctionalInterface
public interface Judge {
  /**
   * Judges the manifests as they would be.
   *
   * @param drafts the bytes of files that differ from the disk's, by the names that the report
   *     gives them
   */
  Report judge(Map<String, byte[]> drafts);
}
