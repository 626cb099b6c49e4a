package dev.haetae.audit;

import dev.haetae.report.Outcome;
import dev.haetae.report.Report;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that an audit has found: the one thing that its formats are written of.
 *
 * @param at when it was made
 * @param owners the subjects of which there is something to say, in the order of names
 * @param namespaces all that were looked at, in the order of names; subjects of none first
 * @param results by {@linkplain Subject#place places}, all that were looked at
 * @param policies all that judged, in the order of names
 * @param exceptions those that cover something, in the order of their ids
 * @param enforcements what would be refused, one for each rule that was asked for
 * @param totals numbers of it all
 * @param report the findings by themselves, as a check reports them
 */
public record AuditResult(
    Instant at,
    List<AuditedOwner> owners,
    List<NamespaceCount> namespaces,
    SortedMap<String, ResultCount> results,
    List<PolicyCount> policies,
    List<ExceptionUse> exceptions,
    List<Enforcement> enforcements,
    Totals totals,
    Report report) {
  /** A result that keeps its own copies. */
  public AuditResult {
    owners = List.copyOf(owners);
    namespaces = List.copyOf(namespaces);
    results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
    policies = List.copyOf(policies);
    exceptions = List.copyOf(exceptions);
    enforcements = List.copyOf(enforcements);
  }

  /** The result of an audit that could judge nothing, as the report says. */
  public static AuditResult of(Instant at, Report report) {
    List<AuditedOwner> none = List.of();
    return new AuditResult(
        at,
        none,
        List.of(),
        new TreeMap<>(),
        List.of(),
        List.of(),
        List.of(),
        new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0),
        report);
  }

  /**
   * The numbers of an audit.
   *
   * @param owners the subjects that were judged
   * @param clean those of which there is nothing to say
   * @param pods their pods that run
   * @param refused the subjects whose next pod would be refused by the policies as they are
   * @param lostPods the pods of those that run
   * @param exempt the objects in namespaces that no webhook is asked about, which are not judged
   * @param undated the objects that do not say when they were made, where that is asked for
   * @param leftOut the findings that are counted and not told, since there are too many
   * @param uncounted the objects that were judged and are counted nowhere else, since there are too
   *     many subjects
   */
  public record Totals(
      int owners,
      int clean,
      int pods,
      int refused,
      int lostPods,
      int exempt,
      int undated,
      int leftOut,
      int uncounted) {}

  /** How the audit ended; what would be refused the next time that it is made is denied. */
  public Outcome outcome() {
    Outcome outcome = report.outcome();
    return outcome == Outcome.PASSED
            && (totals.refused > 0 || enforcements.stream().anyMatch(Enforcement::refuses))
        ? Outcome.DENIED
        : outcome;
  }
}
