package dev.haetae.engine;

import dev.haetae.policy.RuleCatalog;
import dev.haetae.rule.Repetition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The findings that say again what another finding says: of the two the stronger one is kept, and
 * of two that are equally strong the one that is nobody's repetition.
 */
final class Repetitions {
  // Of more findings nobody minds one more.
  private static final int MOST = 200;

  private Repetitions() {}

  /** The findings without those that repeat others; the same list when there are none. */
  static List<Finding> dropped(List<Finding> findings) {
    if (findings.size() > MOST) {
      return findings;
    }
    @Nullable List<Finding> kept = null;
    for (int i = 0; i < findings.size(); i++) {
      Repetition repetition = repetition(findings.get(i));
      if (!repetition.equals(Repetition.NONE)) {
        kept = kept == null ? new ArrayList<>(findings) : kept;
        drop(findings.get(i), repetition, findings, kept);
      }
    }
    return kept == null ? findings : kept;
  }

  private static void drop(
      Finding finding, Repetition repetition, List<Finding> findings, List<Finding> kept) {
    for (Finding other : findings) {
      if (!other.rule().equals(finding.rule())
          && repetition.repeats(finding.path(), other.rule(), other.reason(), other.path())) {
        boolean isWeaker = other.action().compareTo(finding.action()) < 0;
        kept.removeIf(one -> isSame(one, isWeaker ? other : finding));
      }
    }
  }

  private static boolean isSame(Finding one, Finding other) {
    return one.policy().equals(other.policy())
        && one.path().equals(other.path())
        && one.message().equals(other.message());
  }

  private static Repetition repetition(Finding finding) {
    RuleCatalog.@Nullable Entry entry = RuleCatalog.find(finding.rule());
    return entry == null ? Repetition.NONE : entry.info().repetition();
  }
}
