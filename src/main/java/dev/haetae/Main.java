package dev.haetae;

import dev.haetae.cli.CommandLineInterface;
import dev.haetae.cli.ServeSettings;
import dev.haetae.cli.ServeSettings.ClusterSettings;
import dev.haetae.cli.terminal.ExitCode;
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
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entry point: gives the command line its streams, and the webhook to serve. */
public final class Main {
  // These leave something to be done at the end: a server to close, a page to delete.
  private static final Set<String> WITH_HOOKS = Set.of("serve", "page", "audit");

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    end(run(arguments), arguments);
  }

  /**
   * Runs a command on the process' streams.
   *
   * @return its exit code
   */
  static int run(String[] arguments) {
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
              InstantSource.system(),
              Main::serve,
              version == null ? "(unpackaged)" : version);
    } catch (OutOfMemoryError e) {
      outOfMemory.end();
      return ExitCode.OUT_OF_MEMORY;
    }
    terminal.out().flush();
    code = out.ended(code, terminal);
    terminal.err().flush();
    return code;
  }

  // An orderly exit asks for a logger to tell of it, which is looked for in every jar: as long as a
  // short command takes. The launcher knows of no options that would want one.
  private static void end(int code, String[] arguments) {
    if (Boolean.getBoolean("haetae.halt") && !mayHaveHooks(arguments)) {
      Runtime.getRuntime().halt(code);
    }
    System.exit(code);
  }

  private static boolean mayHaveHooks(String[] arguments) {
    for (String argument : arguments) {
      // A file of arguments may hold any.
      if (WITH_HOOKS.contains(argument) || argument.startsWith("@")) {
        return true;
      }
    }
    return false;
  }

  private static Terminal terminal(OutputStream standardOutput) {
    PrintStream err = stream(new FileOutputStream(FileDescriptor.err), true);
    Terminal terminal =
        new Terminal(System.in, stream(standardOutput, false), err, System.getenv(), isTerminal());
    // Of standard error Java cannot tell whether it is one.
    return terminal.interactive() && Boolean.getBoolean("haetae.progress")
        ? terminal.with(Progress.on(err, terminal.palette(), System::nanoTime))
        : terminal;
  }

  // The launcher tells; to ask for a console takes longer.
  private static boolean isTerminal() {
    if (System.getenv("TERM") == null) {
      return false;
    }
    String told = System.getProperty("haetae.terminal");
    Console console = told == null ? System.console() : null;
    return console == null ? "true".equals(told) : console.isTerminal();
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
