package dev.haetae.policytest;

import dev.haetae.resource.Problem;
import java.util.List;

/**
 * A result says how a suite ended: a policy's folder, or a file of tests.
 *
 * @param name its folder or file, as the user named it
 * @param cases in the order of running
 * @param coverage of the expressions of its policies, in the order of writing
 * @param problems why it, or a part of it, could not be run
 * @param notes what was passed over
 */
public record SuiteResult(
    String name,
    List<CaseResult> cases,
    List<ExpressionCoverage> coverage,
    List<Problem> problems,
    List<String> notes) {
  /** A result that keeps its own copies. */
  public SuiteResult {
    cases = List.copyOf(cases);
    coverage = List.copyOf(coverage);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** The result of a suite that could not be run. */
  public static SuiteResult unreadable(String name, List<Problem> problems) {
    return new SuiteResult(name, List.of(), List.of(), problems, List.of());
  }

  /** How many cases do not pass. */
  public long failures() {
    return cases.stream().filter(one -> !one.passes()).count();
  }
}
