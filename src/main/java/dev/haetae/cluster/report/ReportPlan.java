package dev.haetae.cluster.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.audit.AuditResult;
import dev.haetae.audit.AuditedOwner;
import dev.haetae.audit.ExceptionUse;
import dev.haetae.audit.ResultCount;
import dev.haetae.cluster.report.ReportResult.Outcome;
import dev.haetae.engine.Finding;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.report.Fingerprints;
import dev.haetae.report.Located;
import dev.haetae.resource.tree.JsonWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The reports that an audit asks for, bounded: of each place so many results and bytes, of all
 * together so many bytes. What does not fit is counted.
 *
 * @param drafts of all places where there is something to tell, by their names
 */
record ReportPlan(SortedMap<String, ReportDraft> drafts) {
  /** The most results of one report. */
  static final int MOST_RESULTS = 300;

  /** The most bytes of one report. */
  static final int MOST_BYTES = 256 << 10;

  // Nothing else becomes part of a path.
  private static final Pattern PLACE = Pattern.compile("[-a-z0-9]{0,63}");

  // For all of a report but its results, and for what others write into its metadata.
  private static final int FRAME_BYTES = 2 << 10;

  ReportPlan {
    drafts = Collections.unmodifiableSortedMap(new TreeMap<>(drafts));
  }

  /**
   * The plan for what an audit has found.
   *
   * @param maxBytes how many bytes all reports may have together
   */
  static ReportPlan of(AuditResult audit, long maxBytes) {
    Map<String, List<ReportResult>> results = new Collected(audit).results;
    Instant at = audit.at().truncatedTo(ChronoUnit.SECONDS);
    // Where something is denied it is told before the bytes run out.
    List<String> places =
        audit.results().entrySet().stream()
            .filter(place -> place.getValue().told() > 0)
            .filter(place -> PLACE.matcher(place.getKey()).matches())
            .sorted(Comparator.comparing(place -> place.getValue().denied() == 0))
            .map(Map.Entry::getKey)
            .toList();
    long left = maxBytes - (long) FRAME_BYTES * places.size();
    SortedMap<String, ReportDraft> drafts = new TreeMap<>();
    for (String place : places) {
      List<ReportResult> found = results.getOrDefault(place, List.of());
      Fitting fitting = fitting(found, at, MOST_BYTES - FRAME_BYTES);
      boolean fits = fitting.bytes() <= left;
      left -= fits ? fitting.bytes() : 0;
      ResultCount count = audit.results().getOrDefault(place, new ResultCount(0, 0, 0, 0, 0));
      drafts.put(
          place,
          fits
              ? new ReportDraft(place, at, count, fitting.told(), MOST_RESULTS)
              : new ReportDraft(place, at, count, List.of(), 0));
    }
    return new ReportPlan(drafts);
  }

  private record Fitting(List<ReportResult> told, int bytes) {}

  private static Fitting fitting(List<ReportResult> found, Instant at, int most) {
    List<ReportResult> told = new ArrayList<>();
    int bytes = 0;
    for (ReportResult result : found) {
      int more = bytes(result, at);
      if (told.size() == MOST_RESULTS || bytes + more > most) {
        break;
      }
      bytes += more;
      told.add(result);
    }
    return new Fitting(told, bytes);
  }

  private static int bytes(ReportResult result, Instant at) {
    return JsonWriter.toText(result.tree(at)).getBytes(UTF_8).length + 1;
  }

  /** The number of results that are counted and not told. */
  int leftOut() {
    return drafts.values().stream().mapToInt(ReportDraft::leftOut).sum();
  }

  /** The results of an audit by places, in order. */
  private static final class Collected {
    private final Map<String, List<ReportResult>> results = new HashMap<>();
    private final Map<String, String> ends = new HashMap<>();
    private final Map<String, String> categories = new HashMap<>();
    private final Fingerprints fingerprints;

    Collected(AuditResult audit) {
      fingerprints = audit.report().fingerprints();
      for (ExceptionUse use : audit.exceptions()) {
        ends.put(use.id(), use.ends());
      }
      for (AuditedOwner owner : audit.owners()) {
        add(Outcome.VIOLATED, owner, owner.findings());
        add(Outcome.UNDECIDED, owner, owner.undecided());
        add(Outcome.WAIVED, owner, owner.waived());
      }
      results.values().forEach(Collections::sort);
    }

    private void add(Outcome outcome, AuditedOwner owner, List<Located> all) {
      for (Located located : all) {
        Finding finding = located.finding();
        results
            .computeIfAbsent(owner.subject().place(), _ -> new ArrayList<>())
            .add(
                ReportResult.of(
                    outcome,
                    finding,
                    owner,
                    fingerprints.of(located),
                    categories.computeIfAbsent(finding.rule(), RuleCatalog::category),
                    ends.getOrDefault(finding.exception(), "")));
      }
    }
  }
}
