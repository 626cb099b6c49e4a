/**
 * The completion of the command line in shells and in kubectl.
 *
 * <p>Start at {@link dev.haetae.cli.completion.CommandWords}: all scripts are made of that.
 */
@NullMarked
package dev.haetae.cli.completion;

import org.jspecify.annotations.NullMarked;
