package dev.haetae.audit;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.rule.Action;

/**
 * The results of an audit in one place, counted whether they are told or not. A result is a
 * finding, or a policy that has nothing to say of a subject that it applies to.
 *
 * @param passed the pairs of a subject and a policy that has nothing to say of it
 * @param denied the findings that deny
 * @param warned those that warn, or are recorded
 * @param undecided what could not be decided
 * @param waived what exceptions cover
 */
public record ResultCount(int passed, int denied, int warned, int undecided, int waived) {
  static final ResultCount NONE = new ResultCount(0, 0, 0, 0, 0);

  static ResultCount passed(int passed) {
    return passed == 0 ? NONE : new ResultCount(passed, 0, 0, 0, 0);
  }

  static ResultCount of(Verdict verdict) {
    if (verdict.findings().isEmpty()
        && verdict.undecided().isEmpty()
        && verdict.waived().isEmpty()) {
      return NONE;
    }
    int denied = 0;
    for (Finding finding : verdict.findings()) {
      denied += finding.action() == Action.DENY ? 1 : 0;
    }
    return new ResultCount(
        0,
        denied,
        verdict.findings().size() - denied,
        verdict.undecided().size(),
        verdict.waived().size());
  }

  ResultCount plus(ResultCount other) {
    return other.equals(NONE)
        ? this
        : new ResultCount(
            passed + other.passed,
            denied + other.denied,
            warned + other.warned,
            undecided + other.undecided,
            waived + other.waived);
  }

  /** The number of those that are something to tell. */
  public int told() {
    return denied + warned + undecided + waived;
  }
}
