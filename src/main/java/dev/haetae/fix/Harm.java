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

  private record Denial(String file, String object, String rule, String reason, String path) {}

  /**
   * Says, in words that follow "since", why fixes are to be taken back; null when they need not.
   *
   * @param made the fixes that were made between the reports
   */
  static @Nullable String of(List<Fix> made, Report before, Report after) {
    Map<Denial, Integer> denials = new HashMap<>();
    for (Located located : before.findings()) {
      if (located.finding().action() == Action.DENY) {
        denials.merge(denial(before, located), 1, Integer::sum);
      }
    }
    for (Located located : after.findings()) {
      Finding finding = located.finding();
      if (finding.action() == Action.DENY
          && denials.merge(denial(after, located), -1, Integer::sum) < 0) {
        return "it would be denied then: " + finding.object().describe() + ": " + finding.message();
      }
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

  // The path by keys, since a fix may move what stands in a list.
  private static Denial denial(Report report, Located located) {
    Finding finding = located.finding();
    return new Denial(
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
