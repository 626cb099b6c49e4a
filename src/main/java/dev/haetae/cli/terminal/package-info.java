/**
 * The process as a command sees it: its streams, its environment, the codes with which it ends, and
 * how it speaks of its own failures.
 *
 * <p>Start at {@link dev.haetae.cli.terminal.Terminal}.
 */
@NullMarked
package dev.haetae.cli.terminal;

import org.jspecify.annotations.NullMarked;
