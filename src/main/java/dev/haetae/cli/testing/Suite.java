package dev.haetae.cli.testing;

import dev.haetae.policytest.SuiteResult;

/** A suite: tests that stand together, and are run together. */
interface Suite {
  /** Its folder or file, as the user named it. */
  String name();

  /** Runs its cases; called once. */
  SuiteResult run();
}
