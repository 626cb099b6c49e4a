package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.resource.JsonReader;
import dev.haetae.resource.Limits;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * A command that was run inside this process, in the project's folder, on a fixed day.
 *
 * @param code the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Trial(int code, String out, String err) {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-06-15T12:00:00Z"));

  /** Runs a command with nothing on standard input, in no terminal. */
  static Trial of(String... arguments) {
    return of(new byte[0], Map.of(), false, arguments);
  }

  /** Runs a command that reads {@code in}, in no terminal. */
  static Trial reading(String in, String... arguments) {
    return of(in.getBytes(UTF_8), Map.of(), false, arguments);
  }

  /** Runs a command. */
  static Trial of(
      byte[] in, Map<String, String> environment, boolean interactive, String... arguments) {
    return of(in, environment, interactive, (_, _, _, _) -> null, arguments);
  }

  /** Runs a command with a webhook of its own. */
  static Trial of(
      byte[] in,
      Map<String, String> environment,
      boolean interactive,
      Webhook webhook,
      String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(in),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            environment,
            interactive);
    int code = CommandLineInterface.run(arguments, terminal, CLOCK, webhook, "1.2.3");
    terminal.out().flush();
    terminal.err().flush();
    return new Trial(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Standard output as the JSON object that it must be. */
  ObjectValue json() {
    try {
      return (ObjectValue) JsonReader.documents(out, Limits.FILES).getFirst().root();
    } catch (UnreadableException e) {
      throw new AssertionError("no JSON: " + out, e);
    }
  }
}
