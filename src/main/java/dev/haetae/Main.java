package dev.haetae;

import dev.haetae.cli.CommandLineInterface;
import dev.haetae.cli.ServeSettings;
import dev.haetae.cli.ServeSettings.ClusterSettings;
import dev.haetae.cli.Terminal;
import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.Inventory;
import dev.haetae.server.CannotServeException;
import dev.haetae.server.Serve;
import dev.haetae.server.ServeCluster;
import dev.haetae.server.ServerOptions;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The entry point: gives the command line its streams, and the webhook to serve. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Console console = System.getenv("TERM") == null ? null : System.console();
    Terminal terminal =
        new Terminal(
            System.in,
            stream(FileDescriptor.out, false),
            stream(FileDescriptor.err, true),
            System.getenv(),
            console != null && console.isTerminal());
    String version = Main.class.getPackage().getImplementationVersion();
    int code =
        CommandLineInterface.run(
            arguments,
            terminal,
            Clock.systemUTC(),
            Main::serve,
            version == null ? "(unpackaged)" : version);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(code);
  }

  // UTF-8 whatever the locale: what is printed is JSON, or quotes files that are UTF-8.
  private static PrintStream stream(FileDescriptor descriptor, boolean byLine) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16),
        byLine,
        StandardCharsets.UTF_8);
  }

  private static @Nullable String serve(
      ServeSettings settings, Evaluator evaluator, Inventory inventory, Terminal terminal)
      throws InterruptedException {
    ServerOptions options =
        ServerOptions.of(settings.tlsDirectory())
            .withPorts(settings.port(), settings.managementPort())
            .withClientAuthority(settings.clientAuthority());
    try {
      ClusterSettings cluster = settings.cluster();
      if (cluster == null) {
        Serve.untilTold(
            options,
            () -> evaluator,
            () -> inventory,
            Clock.systemUTC(),
            terminal.out(),
            terminal.err());
      } else {
        ServeCluster.untilTold(
            options,
            cluster.configuration(),
            evaluator,
            cluster.fixedPolicies(),
            terminal.environment(),
            Clock.systemUTC(),
            terminal.out(),
            terminal.err());
      }
      return null;
    } catch (CannotServeException e) {
      return e.getMessage();
    }
  }
}
