package dev.haetae.cli;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.testing.TestRun;
import dev.haetae.policytest.JsonResults;
import dev.haetae.policytest.JunitResults;
import dev.haetae.policytest.TestResult;
import dev.haetae.policytest.TextResults;
import dev.haetae.report.format.Format;
import dev.haetae.report.text.Detail;
import dev.haetae.report.text.Palette;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code haetae test}: runs policies' own tests. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Run policies' own tests, and say which outcomes of their expressions no case has seen.",
      "A test is a folder that holds policy.yaml and cases/, as each of the shipped pack does, or a"
          + " file kyverno-test.yaml.",
      "Exit codes: 0 all pass, 1 a case fails, 2 wrong usage, 3 a test could not be read or there"
          + " is none, 4 internal error, 5 out of memory."
    })
final class TestCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin private final OutputFormats.OfTests formats = new OutputFormats.OfTests();

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "folders, policies, cases or files of tests (default: this folder)")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--require-coverage",
      description = "an expression that no case has seen both true and false fails the run")
  private boolean requireCoverage;

  TestCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    formats.check(paths);
    TestResult result = TestRun.of(paths.isEmpty() ? List.of(".") : paths, clock);
    boolean written =
        formats.write(
            (format, style) -> write(format, result, style.palette()),
            terminal.style(Detail.FULL, ""),
            terminal);
    return written ? code(result) : ExitCode.INTERNAL;
  }

  private static String write(Format format, TestResult result, Palette palette) {
    return switch (format) {
      case TEXT -> TextResults.write(result, palette);
      case JSON -> JsonResults.write(result);
      case JUNIT -> JunitResults.write(result);
      case SARIF, GITHUB, GITLAB, CSV, MARKDOWN ->
          throw new IllegalArgumentException("no format of tests: " + format);
    };
  }

  private int code(TestResult result) {
    if (!result.allProblems().isEmpty()) {
      return ExitCode.UNREADABLE;
    }
    boolean isCovered =
        !requireCoverage || result.coverage().stream().allMatch(one -> one.isCovered());
    return result.failures() == 0 && isCovered ? ExitCode.OK : ExitCode.DENIED;
  }
}
