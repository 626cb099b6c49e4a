package dev.haetae.report.baseline;

import dev.haetae.engine.Finding;
import dev.haetae.engine.UnjudgedReasons;
import dev.haetae.report.Located;
import dev.haetae.report.Outcome;
import dev.haetae.report.Report;
import dev.haetae.rule.Action;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A report held against a baseline. Denials and warnings are known again; what is undecided or only
 * recorded is no part of a baseline.
 */
public final class Comparison {
  private final Report report;
  private final Baseline baseline;
  private final LocalDate today;
  private final Map<String, Located> found = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Set<String> unjudged = new HashSet<>();
  private final Predicate<String> judged;

  /**
   * Holds them against each other.
   *
   * @param judged tells of a rule's id whether the report could hold findings of it
   */
  public Comparison(Report report, Baseline baseline, LocalDate today, Predicate<String> judged) {
    this.report = report;
    this.baseline = baseline;
    this.today = today;
    this.judged = judged;
    for (Located located : report.findings()) {
      if (located.finding().action() != Action.AUDIT) {
        found.put(report.fingerprints().of(located).id(), located);
      }
    }
    for (Located located : report.undecided()) {
      open.add(report.fingerprints().of(located).id());
      Finding finding = located.finding();
      if (UnjudgedReasons.include(finding.reason())) {
        unjudged.add(subject(finding.rule(), KnownFinding.describe(finding.object())));
      }
    }
  }

  private static String subject(String rule, String object) {
    return rule + '\n' + object;
  }

  /** The report in which known findings only count, and those that have ended say so. */
  public Report report() {
    Set<Located> known = Collections.newSetFromMap(new IdentityHashMap<>());
    IdentityHashMap<Located, String> ended = new IdentityHashMap<>();
    found.forEach((id, located) -> {
      KnownFinding finding = baseline.find(id);
      if (finding != null && finding.hasEnded(today)) {
        ended.put(located, "baselined until " + finding.until());
      } else if (finding != null) {
        known.add(located);
      }
    });
    return report.against(known::contains, ended);
  }

  /** The number of known findings that are gone, as far as could be judged. */
  public int gone() {
    int gone = 0;
    for (KnownFinding finding : baseline.findings()) {
      gone += isGone(finding) ? 1 : 0;
    }
    return gone;
  }

  /** The number of findings that the baseline does not know. */
  public int added() {
    int added = 0;
    for (String id : found.keySet()) {
      added += baseline.find(id) == null ? 1 : 0;
    }
    return added;
  }

  // What a rule has not looked at, what it could not decide and what stands in a file that could
  // not be read may be there all the same.
  private boolean isGone(KnownFinding finding) {
    return !found.containsKey(finding.id())
        && !open.contains(finding.id())
        && !unjudged.contains(subject(finding.rule(), finding.object()))
        && report.outcome().compareTo(Outcome.UNREADABLE) < 0
        && judged.test(finding.rule());
  }

  /**
   * The baseline that knows every finding of the report: those known before since then, and until
   * then unless that is over.
   *
   * @param until the last day of what is new or over; null for no end
   */
  public Baseline renewed(@Nullable LocalDate until) {
    List<KnownFinding> renewed = new ArrayList<>();
    found.forEach((id, located) -> {
      KnownFinding before = baseline.find(id);
      renewed.add(
          KnownFinding.of(
              located.finding(),
              report.fingerprints().of(located),
              before == null ? today : before.since(),
              before == null || before.hasEnded(today) ? until : before.until()));
    });
    for (KnownFinding finding : baseline.findings()) {
      if (!found.containsKey(finding.id()) && !isGone(finding)) {
        renewed.add(finding);
      }
    }
    return new Baseline(renewed);
  }
}
