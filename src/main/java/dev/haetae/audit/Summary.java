package dev.haetae.audit;

import dev.haetae.audit.AuditResult.Totals;
import dev.haetae.audit.Enforcement.Stopped;
import dev.haetae.engine.Evaluator;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The summary of an audit: what is known of each subject, added up by policies and namespaces.
 *
 * @param owners by names
 * @param subjects of the objects of findings, by these very objects
 */
record Summary(
    Evaluator evaluator,
    AuditScope scope,
    Map<Subject, OwnerTally> owners,
    Map<Resource, Subject> subjects) {

  AuditResult result(
      Instant at,
      List<String> rules,
      Report report,
      int exempt,
      int undated,
      int leftOut,
      int uncounted) {
    List<AuditedOwner> told = told(report);
    int clean = 0;
    int judged = 0;
    int pods = 0;
    int refused = 0;
    int lost = 0;
    for (OwnerTally tally : owners.values()) {
      if (tally.isJudged()) {
        judged++;
        pods += tally.pods();
        clean += tally.isClean() ? 1 : 0;
        boolean isRefused = !refused(tally).isEmpty();
        refused += isRefused ? 1 : 0;
        lost += isRefused ? tally.pods() : 0;
      }
    }
    return new AuditResult(
        at,
        told,
        namespaces(),
        results(),
        policies(),
        exceptions(),
        rules.stream().map(this::enforcement).toList(),
        new Totals(judged, clean, pods, refused, lost, exempt, undated, leftOut, uncounted),
        report);
  }

  // What refuses its next pod by the policies as they are.
  private List<Stop> refused(OwnerTally tally) {
    if (tally.stops().isEmpty()) {
      return List.of();
    }
    List<Stop> refused = new ArrayList<>(0);
    for (Policy policy : judging()) {
      Stop stop = tally.stops().get(policy.name());
      if (stop != null && stop.when() == Stop.When.NEXT_POD && denies(stop)) {
        refused.add(stop);
      }
    }
    return refused;
  }

  private boolean denies(Stop stop) {
    return !scope.enforced().isEmpty() || stop.isInForce();
  }

  private List<Policy> judging() {
    return evaluator.policies().stream()
        .filter(policy -> scope.enforced().isEmpty() || scope.enforced().contains(policy.name()))
        .toList();
  }

  private Action action(Policy policy) {
    return scope.enforced().isEmpty() ? policy.action() : Action.DENY;
  }

  private List<AuditedOwner> told(Report report) {
    Map<Subject, List<Located>> findings = bySubject(report.findings());
    Map<Subject, List<Located>> undecided = bySubject(report.undecided());
    Map<Subject, List<Located>> waived = bySubject(report.waived());
    Map<Subject, List<Located>> repairs = bySubject(report.repairs());
    List<AuditedOwner> told = new ArrayList<>();
    owners.forEach((subject, tally) -> {
      if (tally.isJudged()
          && (!tally.isClean() || !tally.stops().isEmpty() || repairs.containsKey(subject))) {
        told.add(
            new AuditedOwner(
                subject,
                tally.pods(),
                makesPods(subject),
                tally.created(),
                findings.getOrDefault(subject, List.of()),
                undecided.getOrDefault(subject, List.of()),
                waived.getOrDefault(subject, List.of()),
                repairs.getOrDefault(subject, List.of()),
                List.copyOf(tally.stops().values()),
                refused(tally)));
      }
    });
    return told;
  }

  private boolean makesPods(Subject subject) {
    return !subject.kind().equals(GroupKind.POD)
        && evaluator.table().carriers().include(subject.kind());
  }

  private Map<Subject, List<Located>> bySubject(List<Located> all) {
    Map<Subject, List<Located>> sorted = new TreeMap<>();
    for (Located located : all) {
      Subject subject = subjects.get(located.finding().object());
      if (subject != null) {
        sorted.computeIfAbsent(subject, _ -> new ArrayList<>(1)).add(located);
      }
    }
    return sorted;
  }

  private List<NamespaceCount> namespaces() {
    Map<String, NamespaceCount> counts = new TreeMap<>();
    owners.forEach((subject, tally) -> {
      if (tally.isJudged()) {
        counts.merge(subject.namespace(), count(subject.namespace(), tally), NamespaceCount::plus);
      }
    });
    return List.copyOf(counts.values());
  }

  private SortedMap<String, ResultCount> results() {
    SortedMap<String, ResultCount> results = new TreeMap<>();
    owners.forEach((subject, tally) -> {
      if (tally.isJudged()) {
        results.merge(subject.place(), tally.results(), ResultCount::plus);
      }
    });
    return results;
  }

  private static NamespaceCount count(String namespace, OwnerTally tally) {
    return new NamespaceCount(
        namespace,
        1,
        tally.pods(),
        tally.isClean() ? 1 : 0,
        tally.denies() ? 1 : 0,
        tally.warns() ? 1 : 0,
        tally.isUndecided() ? 1 : 0,
        tally.isWaived() ? 1 : 0);
  }

  private List<PolicyCount> policies() {
    Map<String, PolicySum> sums = new HashMap<>();
    owners.forEach((subject, tally) -> {
      tally
          .policies()
          .forEach((policy, found) ->
              sums.computeIfAbsent(policy, _ -> new PolicySum()).add(subject, found));
      tally
          .stops()
          .forEach((policy, stop) -> sums.computeIfAbsent(policy, _ -> new PolicySum()).add(stop));
    });
    return judging().stream()
        .filter(policy ->
            policy.info().points().contains(EnforcementPoint.AUDIT)
                || policy.info().points().contains(EnforcementPoint.VALIDATE))
        .map(policy ->
            sums.getOrDefault(policy.name(), new PolicySum()).count(policy, action(policy)))
        .toList();
  }

  /** The numbers of one policy, as they add up. */
  private static final class PolicySum {
    private final SortedMap<String, Integer> findingsIn = new TreeMap<>();
    private int judged;
    private int violating;
    private int findings;
    private int undecided;
    private int waived;
    private int stopsNextPod;
    private int stopsChange;

    void add(Subject subject, OwnerTally.PolicyTally found) {
      judged++;
      findings += found.findings();
      undecided += found.undecided();
      waived += found.waived();
      if (found.findings() > 0) {
        violating++;
        findingsIn.merge(subject.namespace(), found.findings(), Integer::sum);
      }
    }

    void add(Stop stop) {
      stopsNextPod += stop.when() == Stop.When.NEXT_POD ? 1 : 0;
      stopsChange += stop.when() == Stop.When.CHANGE ? 1 : 0;
    }

    PolicyCount count(Policy policy, Action action) {
      return new PolicyCount(
          policy.name(),
          policy.info().id(),
          action,
          judged,
          violating,
          findingsIn,
          findings,
          undecided,
          waived,
          stopsNextPod,
          stopsChange);
    }
  }

  private List<ExceptionUse> exceptions() {
    Map<String, Integer> uses = new TreeMap<>();
    for (OwnerTally tally : owners.values()) {
      tally.exceptions().forEach(id -> uses.merge(id, 1, Integer::sum));
    }
    List<ExceptionUse> told = new ArrayList<>();
    uses.forEach((id, count) -> {
      PolicyException exception = evaluator.exceptions().find(id);
      if (exception != null) {
        PolicyException.Expiry expiry = exception.expiry();
        told.add(
            new ExceptionUse(
                id,
                exception.policies().stream().sorted().toList(),
                exception.reason(),
                expiry == null ? "" : expiry.written(),
                count));
      }
    });
    return told;
  }

  private Enforcement enforcement(String rule) {
    List<String> policies =
        judging().stream()
            .filter(policy -> policy.info().id().equals(rule))
            .map(Policy::name)
            .toList();
    List<Stopped> stopped = new ArrayList<>();
    int applies = 0;
    for (Map.Entry<Subject, OwnerTally> owner : owners.entrySet()) {
      OwnerTally tally = owner.getValue();
      applies += policies.stream().anyMatch(tally.policies()::containsKey) ? 1 : 0;
      Stop gravest = gravest(policies, tally);
      if (gravest != null) {
        stopped.add(new Stopped(owner.getKey(), tally.pods(), gravest));
      }
    }
    return new Enforcement(rule, applies, stopped);
  }

  private static @Nullable Stop gravest(List<String> policies, OwnerTally tally) {
    Stop gravest = null;
    for (String policy : policies) {
      Stop stop = tally.stops().get(policy);
      if (stop != null && (gravest == null || stop.when().compareTo(gravest.when()) < 0)) {
        gravest = stop;
      }
    }
    return gravest;
  }
}
