package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cli.terminal.Terminal;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
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

  private static final WebhookServer NOWHERE = (_, _, _, _) -> null;

  /** Runs a command with nothing on standard input, in no terminal. */
  static Trial of(String... arguments) {
    return of(new byte[0], Map.of(), false, arguments);
  }

  /** Runs a command that reads {@code in}, in no terminal. */
  static Trial reading(String in, String... arguments) {
    return of(in.getBytes(UTF_8), Map.of(), false, arguments);
  }

  /** Runs a command at a clock that fails, as nothing of ours should. */
  static Trial failing(Map<String, String> environment, String... arguments) {
    InstantSource broken =
        () -> {
          throw new IllegalStateException("no time");
        };
    return of(new byte[0], environment, false, broken, NOWHERE, arguments);
  }

  /** Runs a command. */
  static Trial of(
      byte[] in, Map<String, String> environment, boolean interactive, String... arguments) {
    return of(in, environment, interactive, CLOCK, NOWHERE, arguments);
  }

  /** Runs a command on the day of {@code now}. */
  static Trial at(Instant now, String... arguments) {
    return of(new byte[0], Map.of(), false, InstantSource.fixed(now), NOWHERE, arguments);
  }

  /** Runs a command that may serve {@code webhook}. */
  static Trial serving(WebhookServer webhook, String... arguments) {
    return of(new byte[0], Map.of(), false, CLOCK, webhook, arguments);
  }

  private static Trial of(
      byte[] in,
      Map<String, String> environment,
      boolean interactive,
      InstantSource clock,
      WebhookServer webhook,
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
    int code = CommandLineInterface.run(arguments, terminal, clock, webhook, "1.2.3");
    terminal.out().flush();
    terminal.err().flush();
    return new Trial(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** The JSON object on standard output, or the one in it to which keys and indexes lead. */
  ObjectValue json(Object... path) {
    try {
      Value value = JsonReader.documents(out, Limits.FILES).getFirst().root();
      for (Object step : path) {
        value =
            step instanceof Integer index
                ? ((ArrayValue) value).get(index)
                : ((ObjectValue) value).get((String) step);
      }
      return (ObjectValue) value;
    } catch (UnreadableException e) {
      throw new AssertionError("no JSON: " + out, e);
    }
  }
}
