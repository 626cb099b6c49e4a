package dev.haetae.report.html;

import java.util.List;

/**
 * The policies, as the page shows them.
 *
 * @param rows those that have found something first, then by name
 * @param isForetold whether it is known what enforcing them would stop
 * @param podsStopped how many of the pods that run could not be made again today
 */
public record PolicyTable(List<Row> rows, boolean isForetold, int podsStopped) {
  private static final int MOST_STOPPED = 50;

  /** A table that keeps its own copy. */
  public PolicyTable {
    rows = List.copyOf(rows);
  }

  /**
   * A policy.
   *
   * @param name the policy's name
   * @param rule the rule it turns on
   * @param actions what is done with a violation, {@code Deny} or {@code Warn, Audit}
   * @param findings the number of its violations that nothing waives
   * @param owners the number of owners that have one
   * @param atNextPod the owners whose next pod would be refused if it denied
   * @param whenChanged the number of owners that only a change would bring up
   * @param exceptions those that name it
   */
  public record Row(
      String name,
      String rule,
      String actions,
      int findings,
      int owners,
      List<Stopped> atNextPod,
      int whenChanged,
      int waived,
      List<Exemption> exceptions) {
    /** A policy that keeps its own copies. */
    public Row {
      atNextPod = List.copyOf(atNextPod);
      exceptions = List.copyOf(exceptions);
    }

    /** The first of those whose next pod would be refused. */
    public List<Stopped> shownStopped() {
      return atNextPod.subList(0, Math.min(atNextPod.size(), MOST_STOPPED));
    }

    /** How many pods could not be made again. */
    public int pods() {
      return atNextPod.stream().mapToInt(Stopped::pods).sum();
    }
  }

  /**
   * An owner whose next pod would be refused.
   *
   * @param owner {@code vision/Deployment web}
   * @param pods the number of its pods that run
   */
  public record Stopped(String owner, int pods) {}

  /**
   * An exception.
   *
   * @param id {@code platform/node-agents}
   * @param end the last day or instant as it was written; empty for none
   * @param hasEnded whether that is over
   */
  public record Exemption(String id, String reason, String end, boolean hasEnded) {}
}
