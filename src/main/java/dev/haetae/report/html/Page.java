package dev.haetae.report.html;

import dev.haetae.overview.Overview;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a page shows.
 *
 * @param source what it is a page of: a cluster's name, a file
 * @param at when that was read
 * @param troubles sentences on what could not be read, and so is missing on it
 * @param notes what else a reader should know of what was read
 * @param overview what is there
 * @param namespaces what is there and what was found, namespace by namespace
 * @param findings what was found
 * @param policies by which policies
 */
public record Page(
    String source,
    Instant at,
    List<String> troubles,
    List<String> notes,
    Overview overview,
    List<NamespaceView> namespaces,
    FindingTree findings,
    PolicyTable policies) {
  /** A page that keeps its own copies. */
  public Page {
    troubles = List.copyOf(troubles);
    notes = List.copyOf(notes);
    namespaces = List.copyOf(namespaces);
  }

  /**
   * A page.
   *
   * @param found what was found, by namespace; empty for objects without one
   */
  public static Page of(
      String source,
      Instant at,
      List<String> troubles,
      List<String> notes,
      Overview overview,
      Map<String, NamespaceFindings> found,
      FindingTree findings,
      PolicyTable policies) {
    return new Page(
        source,
        at,
        troubles,
        notes,
        overview,
        NamespaceView.of(overview.numbers(), found),
        findings,
        policies);
  }

  /** The same page with other troubles. */
  public Page with(List<String> others) {
    return new Page(source, at, others, notes, overview, namespaces, findings, policies);
  }

  /** The number that stands beside a screen's name; -1 for none. */
  public int count(Screen screen) {
    return switch (screen) {
      case PENDING -> overview.pending().pods();
      case FINDINGS -> findings.count(FindingState.DENY) + findings.count(FindingState.WARN);
      case OVERVIEW, GPU, STORAGE, PORTS, POLICIES -> -1;
    };
  }
}
