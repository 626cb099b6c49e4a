package dev.haetae.cli.judging;

import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.report.Report;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The failures of rules of ours, where manifests are judged again and again. Those of the first
 * time are all told; of the later ones only those that were not there before.
 */
public final class RuleFaults {
  private final List<RuntimeException> faults = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  /** Notes the failures, and returns the report. */
  public Report of(Judged judged) {
    List<String> seen = new ArrayList<>();
    for (RuntimeException fault : judged.faults()) {
      String way = way(fault);
      if (!known.contains(way)) {
        faults.add(fault);
      }
      seen.add(way);
    }
    known.addAll(seen);
    return judged.report();
  }

  private static String way(RuntimeException fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    return fault + "\n" + (trace.length == 0 ? "" : trace[0]);
  }

  /**
   * Tells the user of each.
   *
   * @return whether there are any
   */
  public boolean print(Terminal terminal) {
    faults.forEach(fault -> OwnFault.print("a rule failed", fault, terminal));
    return !faults.isEmpty();
  }
}
