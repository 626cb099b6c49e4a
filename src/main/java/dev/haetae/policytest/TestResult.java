package dev.haetae.policytest;

import dev.haetae.resource.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * A result says how a run of tests ended.
 *
 * @param suites in the order of their names
 * @param problems with what was named that belong to no suite
 */
public record TestResult(List<SuiteResult> suites, List<Problem> problems) {
  /** A result that keeps its own copies. */
  public TestResult {
    suites = List.copyOf(suites);
    problems = List.copyOf(problems);
  }

  /** How many cases were run. */
  public int cases() {
    return suites.stream().mapToInt(suite -> suite.cases().size()).sum();
  }

  /** How many of them do not pass. */
  public long failures() {
    return suites.stream().mapToLong(SuiteResult::failures).sum();
  }

  /** All that could not be read or run. */
  public List<Problem> allProblems() {
    return Stream.concat(
            problems.stream(), suites.stream().flatMap(suite -> suite.problems().stream()))
        .toList();
  }

  /** The coverage of all expressions. */
  public List<ExpressionCoverage> coverage() {
    return suites.stream().flatMap(suite -> suite.coverage().stream()).toList();
  }
}
