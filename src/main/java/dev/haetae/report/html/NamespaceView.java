package dev.haetae.report.html;

import dev.haetae.overview.OverviewNumbers;
import dev.haetae.overview.OverviewNumbers.NamespaceRow;
import dev.haetae.overview.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A namespace on the first screen.
 *
 * @param name empty for objects without one
 * @param pods its unfinished pods; -1 where the objects are in none
 * @param stuck how many of them do not run until somebody does something
 * @param claims its claims without a volume
 * @param gpus whole GPUs that its pods hold
 * @param nodePorts that its Services hold
 * @param found what was found in it
 */
public record NamespaceView(
    String name,
    long pods,
    long stuck,
    long claims,
    long gpus,
    long nodePorts,
    NamespaceFindings found) {

  /** Namespaces with what is in them and what was found there, by name. */
  static List<NamespaceView> of(OverviewNumbers numbers, Map<String, NamespaceFindings> found) {
    Map<String, NamespaceView> views = new TreeMap<>();
    found.forEach((name, findings) -> views.put(name, bare(name, findings)));
    for (NamespaceRow row : numbers.namespaces().shown()) {
      views.put(
          row.name(),
          new NamespaceView(
              row.name(),
              row.pods(),
              row.stuck(),
              row.claimsUnbound(),
              row.gpus(),
              row.nodePorts(),
              found.getOrDefault(row.name(), NamespaceFindings.NONE)));
    }
    List<NamespaceView> all = new ArrayList<>(views.values());
    return List.copyOf(all.subList(0, Math.min(all.size(), Rows.MOST)));
  }

  private static NamespaceView bare(String name, NamespaceFindings found) {
    long none = name.isEmpty() ? -1 : 0;
    return new NamespaceView(name, none, none, none, none, none, found);
  }

  /** Returns whether the findings have something of it. */
  public boolean hasFindings() {
    return found.isAny();
  }
}
