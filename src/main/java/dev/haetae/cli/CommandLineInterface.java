package dev.haetae.cli;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.OutOfMemory;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.resource.tree.Text;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/** The command line: runs a command and says how it ended. */
public final class CommandLineInterface {
  private CommandLineInterface() {}

  /**
   * Runs a command.
   *
   * @param version printed by {@code --version}
   * @return the exit code
   * @throws OutOfMemoryError when memory is out: {@link OutOfMemory} then ends the process
   */
  public static int run(
      String[] arguments,
      Terminal terminal,
      InstantSource clock,
      WebhookServer webhook,
      String version) {
    // The JVM would end with 1 on an error that nobody catches, which means "denied" here.
    try {
      IntSupplier plain = PlainCommand.read(arguments, terminal, clock, version);
      return plain == null
          ? HaetaeCommand.run(arguments, terminal, clock, webhook, version)
          : run(plain, arguments[0], terminal);
    } catch (OutOfMemoryError e) {
      // There may be nothing left to say it with; whoever called has prepared for that.
      throw e;
    } catch (Error e) {
      return failed(e, terminal);
    }
  }

  private static int run(IntSupplier command, String name, Terminal terminal) {
    try {
      return command.getAsInt();
    } catch (UsageException e) {
      return misused(terminal.command() + ' ' + name, String.valueOf(e.getMessage()), terminal);
    } catch (RuntimeException e) {
      return failed(e, terminal);
    }
  }

  /** Says what is wrong with the arguments. */
  static int misused(String command, String sentence, Terminal terminal) {
    terminal.err().println("haetae: " + Text.escape(sentence));
    terminal.err().println("'" + command + " --help' says more");
    return ExitCode.USAGE;
  }

  /** Owns up to a failure of ours. */
  static int failed(Throwable fault, Terminal terminal) {
    OwnFault.print("an internal error", fault, terminal);
    return ExitCode.INTERNAL;
  }
}
