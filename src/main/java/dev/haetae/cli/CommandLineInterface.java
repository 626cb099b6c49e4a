package dev.haetae.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code haetae}: its commands, and what becomes of their errors. */
@Command(
    name = "haetae",
    mixinStandardHelpOptions = true,
    description = {
      "Says before a Kubernetes object exists whether it will run, and what to write instead.",
      "Exit codes: 0 nothing denied, 1 something denied, 2 wrong usage, 3 some input could not be"
          + " read, 4 internal error."
    })
public final class CommandLineInterface implements Callable<Integer> {

  private CommandLineInterface() {}

  /**
   * Runs a command.
   *
   * @param version printed by {@code --version}
   * @return the exit code
   */
  public static int run(
      String[] arguments, Terminal terminal, InstantSource clock, Webhook webhook, String version) {
    CommandLine line = new CommandLine(new CommandLineInterface());
    line.addSubcommand(new CheckCommand(terminal, clock));
    line.addSubcommand(new ReviewCommand(terminal, clock));
    line.addSubcommand(new ExplainCommand(terminal));
    line.addSubcommand(new RulesCommand(terminal));
    line.addSubcommand(new PredictCommand(terminal));
    line.addSubcommand(new ServeCommand(terminal, clock, webhook));
    line.getCommandSpec().version("haetae " + version);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((e, _) -> misused(e));
    line.setExecutionExceptionHandler((e, misused, _) -> failed(e, misused, terminal));
    return line.execute(arguments);
  }

  @Override
  public Integer call() {
    throw new UsageException("name a command");
  }

  private static int misused(ParameterException e) {
    PrintWriter err = e.getCommandLine().getErr();
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println("haetae: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("'" + name + " --help' says more");
    }
    err.flush();
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, CommandLine command, Terminal terminal) {
    if (e instanceof UsageException) {
      return misused(new ParameterException(command, String.valueOf(e.getMessage())));
    }
    terminal.err().println("haetae: an internal error, which is our fault; please report it");
    if (terminal.environment().containsKey("HAETAE_DEBUG")) {
      e.printStackTrace(terminal.err());
    } else {
      terminal.err().println("with HAETAE_DEBUG=1 it says where");
    }
    return ExitCode.INTERNAL;
  }
}
