package dev.haetae.cli.testing;

import dev.haetae.policytest.SuiteResult;
import dev.haetae.resource.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A suite: a file of tests as Kyverno's command line reads them. */
final class KyvernoFile implements Suite {
  private final Path file;

  KyvernoFile(Path file, InstantSource clock) {
    this.file = file;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public SuiteResult run() {
    return SuiteResult.unreadable(name(), List.of(Problem.of(file.toString(), "is no test")));
  }
}
