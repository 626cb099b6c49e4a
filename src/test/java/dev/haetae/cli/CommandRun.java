package dev.haetae.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command did.
 *
 * @param exitCode how it ended
 * @param out findings and answers
 * @param err notes and errors
 */
record CommandRun(int exitCode, String out, String err) {
  /** Runs a command as a pipe would: nothing on standard input, no colours. */
  static CommandRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false);
    int exitCode =
        CommandLineInterface.run(
            arguments,
            terminal,
            InstantSource.system(),
            (_, _, _, _) -> {
              throw new IllegalStateException("nothing is to be served");
            },
            "test");
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
