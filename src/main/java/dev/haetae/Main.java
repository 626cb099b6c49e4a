package dev.haetae;

import dev.haetae.cli.CommandLineInterface;
import dev.haetae.cli.ServeSettings;
import dev.haetae.cli.ServeSettings.ClusterSettings;
import dev.haetae.cli.terminal.OutOfMemory;
import dev.haetae.cli.terminal.Progress;
import dev.haetae.cli.terminal.StandardOutput;
import dev.haetae.cli.terminal.Terminal;
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
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The entry point: gives the command line its streams, and the webhook to serve. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    OutOfMemory outOfMemory = OutOfMemory.prepared();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, fault) -> uncaught(outOfMemory, thread, fault));
    awaitBell(outOfMemory);
    StandardOutput out = new StandardOutput();
    Terminal terminal = terminal(out);
    String version = Main.class.getPackage().getImplementationVersion();
    int code;
    try {
      code =
          CommandLineInterface.run(
              arguments,
              terminal,
              Clock.systemUTC(),
              Main::serve,
              version == null ? "(unpackaged)" : version);
    } catch (OutOfMemoryError e) {
      outOfMemory.end();
      return;
    }
    terminal.out().flush();
    code = out.ended(code, terminal);
    terminal.err().flush();
    System.exit(code);
  }

  private static Terminal terminal(OutputStream standardOutput) {
    Console console = System.getenv("TERM") == null ? null : System.console();
    PrintStream err = stream(new FileOutputStream(FileDescriptor.err), true);
    Terminal terminal =
        new Terminal(
            System.in,
            stream(standardOutput, false),
            err,
            System.getenv(),
            console != null && console.isTerminal());
    // Java can tell whether the other two are a terminal; of standard error the launcher knows.
    return terminal.interactive() && Boolean.getBoolean("haetae.progress")
        ? terminal.with(Progress.on(err, terminal.palette(), System::nanoTime))
        : terminal;
  }

  // The launcher has the JVM ring when the heap is full, whoever catches the error: a server that
  // goes on without what could not be made answers some and fails others.
  private static void awaitBell(OutOfMemory outOfMemory) {
    String bell = System.getProperty("haetae.bell");
    if (bell != null) {
      try {
        outOfMemory.awaitBell(Path.of(bell));
      } catch (IOException e) {
        System.err.println(
            "haetae: "
                + bell
                + " cannot be read, so nothing ends the server when it is out of memory");
      }
    }
  }

  private static void uncaught(OutOfMemory outOfMemory, Thread thread, Throwable fault) {
    if (fault instanceof OutOfMemoryError) {
      outOfMemory.end();
    }
    System.err.println("haetae: the thread " + thread.getName() + " has failed");
    fault.printStackTrace();
  }

  // UTF-8 whatever the locale: what is printed is JSON, or quotes files that are UTF-8.
  private static PrintStream stream(OutputStream to, boolean byLine) {
    return new PrintStream(new BufferedOutputStream(to, 1 << 16), byLine, StandardCharsets.UTF_8);
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
            terminal.err(),
            OutOfMemory::halt);
      } else {
        ServeCluster.untilTold(
            options,
            cluster.configuration(),
            evaluator,
            cluster.fixedPolicies(),
            terminal.environment(),
            Clock.systemUTC(),
            terminal.out(),
            terminal.err(),
            OutOfMemory::halt);
      }
      return null;
    } catch (CannotServeException e) {
      return e.getMessage();
    }
  }
}
