package dev.haetae.engine;

import dev.haetae.engine.Verdict.Omitted;
import dev.haetae.engine.Verdict.Omitted.Sort;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The findings of a review that are told: so many that somebody may read them, what is denied
 * before all else, each list in its order. The others are counted.
 */
record Told(
    List<Finding> findings, List<Finding> undecided, List<Finding> waived, List<Omitted> omitted) {
  /** The number of findings of a review that are told. */
  static final int MOST = 50;

  private record Alike(Sort sort, String policy, Action action, boolean audited, String exception) {
    static Alike of(Sort sort, Finding finding) {
      return new Alike(
          sort, finding.policy(), finding.action(), finding.audited(), finding.exception());
    }
  }

  /**
   * The findings that are told of these.
   *
   * @param most how many
   */
  static Told of(List<Finding> findings, List<Finding> undecided, List<Finding> waived, int most) {
    if (most - findings.size() - undecided.size() - waived.size() >= 0) {
      return new Told(findings, undecided, waived, List.of());
    }
    Map<Alike, Integer> omitted = new LinkedHashMap<>();
    int denied = count(findings, Action.DENY);
    int deniedUndecided = count(undecided, Action.DENY);
    int left = Math.max(0, most - denied - deniedUndecided);
    // What is denied comes first, and of that what is certain.
    List<Finding> first = some(Sort.FINDING, findings, most, left, omitted);
    int rest = Math.max(0, left - (first.size() - count(first, Action.DENY)));
    List<Finding> second =
        some(Sort.UNDECIDED, undecided, Math.max(0, most - denied), rest, omitted);
    int room = Math.max(0, most - first.size() - second.size());
    List<Finding> third = some(Sort.WAIVED, waived, room, room, omitted);
    List<Omitted> counts = new ArrayList<>(omitted.size());
    omitted.forEach((alike, count) ->
        counts.add(
            new Omitted(
                alike.sort(),
                alike.policy(),
                alike.action(),
                alike.audited(),
                alike.exception(),
                count)));
    return new Told(first, second, third, counts);
  }

  private static int count(List<Finding> findings, Action action) {
    int count = 0;
    for (Finding finding : findings) {
      count += finding.action() == action ? 1 : 0;
    }
    return count;
  }

  private static List<Finding> some(
      Sort sort, List<Finding> findings, int denials, int others, Map<Alike, Integer> omitted) {
    List<Finding> kept = new ArrayList<>();
    int deniedKept = 0;
    for (Finding finding : findings) {
      boolean denied = finding.action() == Action.DENY && sort != Sort.WAIVED;
      if (denied ? deniedKept < denials : kept.size() - deniedKept < others) {
        deniedKept += denied ? 1 : 0;
        kept.add(finding);
      } else {
        omitted.merge(Alike.of(sort, finding), 1, Integer::sum);
      }
    }
    return kept;
  }
}
