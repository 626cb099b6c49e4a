package dev.haetae.cli.testing;

import dev.haetae.cli.input.Parallel;
import dev.haetae.policytest.TestResult;
import dev.haetae.resource.Problem;
import java.time.InstantSource;
import java.util.List;

/** A run of the tests that a user names. */
public final class TestRun {
  private TestRun() {}

  /**
   * Finds the tests and runs them.
   *
   * @param paths files and folders
   */
  public static TestResult of(List<String> paths, InstantSource clock) {
    TestSearch search = new TestSearch(clock);
    paths.forEach(search::find);
    TestResult result =
        new TestResult(Parallel.map(search.suites(), Suite::run), search.problems());
    // Nothing that fails is no pass.
    return result.cases() > 0 || !result.allProblems().isEmpty()
        ? result
        : new TestResult(
            result.suites(),
            List.of(
                Problem.of(
                    String.join(", ", paths),
                    "no case was run: no test here is of a policy that is judged")));
  }
}
