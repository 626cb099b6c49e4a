package dev.haetae.server;

import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.Inventory;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Serves for {@code haetae serve}: a server for as long as the process lives. */
public final class Serve {
  private Serve() {}

  /**
   * Starts a server, says where it listens, and returns when the process has been told to end and
   * the server has finished what it had accepted.
   *
   * @param out gets the line that scripts wait for, and nothing else
   * @param notes gets a command to try the server with
   * @param withoutMemory ends the process at once when memory is lost
   * @throws CannotServeException when certificates cannot be used or a port cannot be had
   */
  public static void untilTold(
      ServerOptions options,
      Supplier<Evaluator> evaluator,
      Supplier<? extends Inventory> inventory,
      InstantSource clock,
      PrintStream out,
      PrintStream notes,
      Runnable withoutMemory)
      throws CannotServeException, InterruptedException {
    announced(Server.start(options, evaluator, inventory, clock), out, notes, withoutMemory);
  }

  /** Says where a server listens, as soon as it is ready, and returns when it has ended. */
  static void announced(
      RunningServer server, PrintStream out, PrintStream notes, Runnable withoutMemory)
      throws InterruptedException {
    // SIGTERM and SIGINT end the process when this thread has ended.
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(server::close));
    // The end in good order needs the memory that is not there.
    server.whenMemoryIsLost(withoutMemory);
    if (server.awaitReady()) {
      out.println(server.announcement());
      out.flush();
      notes.println("try it: " + server.curlCommand());
      server.rehearse();
    }
    server.awaitEnd();
  }
}
