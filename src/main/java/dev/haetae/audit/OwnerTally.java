package dev.haetae.audit;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an audit knows of one subject so far; for one thread. */
final class OwnerTally {
  private Map<String, PolicyTally> policies = Map.of();
  private Map<String, Stop> stops = Map.of();
  private Set<String> exceptions = Set.of();
  private int made;
  private int judgedPods;
  private boolean isJudged;
  private ResultCount results = ResultCount.NONE;
  private @Nullable Instant created;

  /** What one policy has found of a subject. */
  static final class PolicyTally {
    private int findings;
    private int undecided;
    private int waived;

    int findings() {
      return findings;
    }

    int undecided() {
      return undecided;
    }

    int waived() {
      return waived;
    }
  }

  /** Counts an object that it has made. */
  void make(boolean runs) {
    made += runs ? 1 : 0;
  }

  /** Adds what came of judging it, or one of its pods. */
  void add(Examined.Judged judged) {
    isJudged = true;
    judgedPods += judged.isRunningPod() ? 1 : 0;
    Instant since = AuditScope.created(judged.object());
    created = created == null || (since != null && since.isBefore(created)) ? since : created;
    judged.judging().forEach(policy -> of(policy.name()));
    Verdict verdict = judged.verdict();
    results = results.plus(ResultCount.of(verdict));
    for (Finding finding : verdict.findings()) {
      of(finding.policy()).findings++;
    }
    for (Finding finding : verdict.undecided()) {
      of(finding.policy()).undecided++;
    }
    for (Finding finding : verdict.waived()) {
      of(finding.policy()).waived++;
      except(finding.exception());
    }
    for (Stop stop : judged.stops()) {
      stops = stops.isEmpty() ? new TreeMap<>() : stops;
      stops.merge(stop.policy(), stop, OwnerTally::graver);
      stop.exceptions().forEach(this::except);
    }
  }

  private PolicyTally of(String policy) {
    policies = policies.isEmpty() ? new TreeMap<>() : policies;
    return policies.computeIfAbsent(policy, _ -> new PolicyTally());
  }

  private void except(String exception) {
    if (!exception.isEmpty()) {
      exceptions = exceptions.isEmpty() ? new HashSet<>() : exceptions;
      exceptions.add(exception);
    }
  }

  // Of several pods of one controller the first that is refused speaks for all.
  private static Stop graver(Stop one, Stop other) {
    return other.when().compareTo(one.when()) < 0 ? other : one;
  }

  /** What each policy that applies to it has found of it, by the policies' names. */
  Map<String, PolicyTally> policies() {
    return policies;
  }

  /** What the webhook would do, by the policies' names. */
  Map<String, Stop> stops() {
    return stops;
  }

  /** The ids of the exceptions that cover something of it. */
  Set<String> exceptions() {
    return exceptions;
  }

  /** The number of its pods that run. */
  int pods() {
    return made + judgedPods;
  }

  /** The instant at which it was made; null when it does not say. */
  @Nullable Instant created() {
    return created;
  }

  boolean isJudged() {
    return isJudged;
  }

  /** What was found of it, and the policies that had nothing to say of it. */
  ResultCount results() {
    int passed = 0;
    for (PolicyTally policy : policies.values()) {
      passed += policy.findings + policy.undecided + policy.waived == 0 ? 1 : 0;
    }
    return results.plus(ResultCount.passed(passed));
  }

  boolean denies() {
    return results.denied() > 0;
  }

  boolean warns() {
    return results.warned() > 0;
  }

  boolean isUndecided() {
    return results.undecided() > 0;
  }

  boolean isWaived() {
    return results.waived() > 0;
  }

  /** Returns whether there is nothing to say of it. */
  boolean isClean() {
    return !denies() && !warns() && !isUndecided() && !isWaived();
  }
}
