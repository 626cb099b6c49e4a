package dev.haetae.realcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cli.CommandLineInterface;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * A command of the administrator of a control plane, run in this process.
 *
 * @param code the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandRun(int code, String out, String err) {
  static CommandRun of(ControlPlane plane, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of("KUBECONFIG", plane.kubeconfig().toString()),
            false);
    int code =
        CommandLineInterface.run(
            arguments, terminal, InstantSource.system(), (_, _, _, _) -> null, "1.2.3");
    return new CommandRun(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** What it wrote, as the JSON object that it is. */
  ObjectView json() {
    try {
      return ObjectView.of(
          (ObjectValue) JsonReader.review(out.getBytes(UTF_8), Limits.FILES), Path.ROOT);
    } catch (UnreadableException e) {
      throw new AssertionError(out + err, e);
    }
  }
}
