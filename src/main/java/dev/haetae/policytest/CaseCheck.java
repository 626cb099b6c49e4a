package dev.haetae.policytest;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The comparison of what became of a case's objects with what the case expects. */
public final class CaseCheck {
  private CaseCheck() {}

  /**
   * Compares.
   *
   * @param verdicts on the objects of the case
   * @return a sentence for each thing that differs; empty when the case passes
   */
  public static List<String> differences(CaseName expected, List<Verdict> verdicts) {
    List<String> differences = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      verdict
          .malformed()
          .forEach(wrong -> differences.add("cannot be judged: " + wrong.sentence()));
      verdict.faults().forEach(fault -> differences.add("a rule failed: " + fault));
    }
    switch (expected.outcome()) {
      case ALLOW -> nothing(verdicts, differences);
      case MUTATE -> {
        nothing(verdicts, differences);
        if (verdicts.stream().allMatch(verdict -> verdict.patch().isEmpty() && noRepair(verdict))) {
          differences.add("expected a mutation, and nothing was changed");
        }
      }
      case DENY -> some("a denial", expected, with(verdicts, Action.DENY), differences);
      case WARN -> {
        some("a warning", expected, with(verdicts, Action.WARN), differences);
        none(with(verdicts, Action.DENY), differences);
      }
      case UNDECIDED -> {
        some(
            "something undecided",
            expected,
            verdicts.stream().flatMap(verdict -> verdict.undecided().stream()).toList(),
            differences);
        none(with(verdicts, Action.DENY), differences);
      }
    }
    return differences;
  }

  // A patch says what a webhook would do; elsewhere a repair is only proposed.
  private static boolean noRepair(Verdict verdict) {
    return verdict.repairs().isEmpty();
  }

  private static void nothing(List<Verdict> verdicts, List<String> differences) {
    for (Verdict verdict : verdicts) {
      Stream.concat(verdict.findings().stream(), verdict.undecided().stream())
          .forEach(finding -> differences.add("expected nothing to be found: " + said(finding)));
    }
  }

  private static void none(List<Finding> denials, List<String> differences) {
    denials.forEach(finding -> differences.add("expected no denial: " + said(finding)));
  }

  private static void some(
      String what, CaseName expected, List<Finding> found, List<String> differences) {
    String reason = expected.reason();
    if (found.stream().anyMatch(f -> reason.isEmpty() || f.reason().equals(reason))) {
      return;
    }
    differences.add(
        "expected "
            + what
            + (reason.isEmpty() ? "" : " for " + reason)
            + (found.isEmpty() ? ", and there is none" : ", and there are others"));
  }

  private static List<Finding> with(List<Verdict> verdicts, Action action) {
    return verdicts.stream()
        .flatMap(verdict -> verdict.findings().stream())
        .filter(finding -> finding.action() == action)
        .toList();
  }

  private static String said(Finding finding) {
    return finding.action().word().toLowerCase(Locale.ROOT)
        + " "
        + finding.reason()
        + " of "
        + finding.object().describe()
        + (finding.path().parent() == null ? "" : " at " + finding.path());
  }
}
