package dev.haetae.fix;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.rule.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What fixes have done besides what they should. */
final class Harm {
  private Harm() {}

  private record Found(String file, String object, String rule, String reason, String path) {}

  /**
   * Says, in words that follow "since", why fixes are to be taken back; null when they need not.
   *
   * @param made the fixes that were made between the reports
   */
  static @Nullable String of(List<Fix> made, Report before, Report after) {
    Finding denied = firstNew(before, denials(before), after, denials(after));
    if (denied != null) {
      return "it would be denied then: " + denied.object().describe() + ": " + denied.message();
    }
    Finding undecided = firstNew(before, before.undecided(), after, after.undecided());
    if (undecided != null) {
      return "it could not be decided then: "
          + undecided.object().describe()
          + ": "
          + undecided.message();
    }
    Map<String, Integer> errors = new HashMap<>();
    for (Problem problem : before.errors()) {
      errors.merge(problem.file() + '\n' + problem.message(), 1, Integer::sum);
    }
    for (Problem problem : after.errors()) {
      if (errors.merge(problem.file() + '\n' + problem.message(), -1, Integer::sum) < 0) {
        return "it could not be read then: " + problem.message();
      }
    }
    return mendsAll(made, before, after) ? null : "it mends nothing";
  }

  private static List<Located> denials(Report report) {
    return report.findings().stream()
        .filter(located -> located.finding().action() == Action.DENY)
        .toList();
  }

  private static @Nullable Finding firstNew(
      Report before, List<Located> known, Report after, List<Located> now) {
    Map<Found, Integer> left = new HashMap<>();
    for (Located located : known) {
      left.merge(found(before, located), 1, Integer::sum);
    }
    for (Located located : now) {
      if (left.merge(found(after, located), -1, Integer::sum) < 0) {
        return located.finding();
      }
    }
    return null;
  }

  // The path by keys, since a fix may move what stands in a list.
  private static Found found(Report report, Located located) {
    Finding finding = located.finding();
    return new Found(
        located.file(),
        finding.object().describe(),
        finding.rule(),
        finding.reason(),
        report.fingerprints().of(located).path());
  }

  private static boolean mendsAll(List<Fix> made, Report before, Report after) {
    Map<Fix.Target, Integer> open = new HashMap<>();
    OpenFixes.all(before).forEach(fix -> open.merge(fix.target(), 1, Integer::sum));
    made.forEach(fix -> open.merge(fix.target(), -1, Integer::sum));
    for (Fix fix : OpenFixes.all(after)) {
      Integer left = open.get(fix.target());
      if (left != null && open.merge(fix.target(), -1, Integer::sum) < 0) {
        return false;
      }
    }
    return true;
  }
}
