/**
 * What finds policies' tests in folders, reads their files and runs them.
 *
 * <p>Start at {@link dev.haetae.cli.testing.TestRun}.
 */
@NullMarked
package dev.haetae.cli.testing;

import org.jspecify.annotations.NullMarked;
