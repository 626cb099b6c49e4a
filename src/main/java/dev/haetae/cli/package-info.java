/**
 * The command line.
 *
 * <p>Start at {@link dev.haetae.cli.CommandLineInterface}; one class per command. Nothing here ends
 * the process or reads a global stream: {@link dev.haetae.cli.terminal.Terminal} brings them in.
 */
@NullMarked
package dev.haetae.cli;

import org.jspecify.annotations.NullMarked;
