package dev.haetae.cli;

import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.resource.tree.Text;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code haetae}: its commands as picocli reads them, and what becomes of their errors. */
@Command(
    name = "haetae",
    mixinStandardHelpOptions = true,
    description = {
      "Says before a Kubernetes object exists whether it will run, and what to write instead.",
      "Exit codes: 0 nothing denied, 1 something denied, 2 wrong usage, 3 some input could not be"
          + " read, 4 internal error, 5 out of memory."
    })
final class HaetaeCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private HaetaeCommand() {}

  /** Runs a command; see {@link CommandLineInterface#run}. */
  static int run(
      String[] arguments,
      Terminal terminal,
      InstantSource clock,
      WebhookServer webhook,
      String version) {
    CommandLine line = new CommandLine(new HaetaeCommand());
    String named = arguments.length == 0 ? "" : arguments[0];
    Map<String, Supplier<Object>> commands = commands(terminal, clock, webhook, version);
    // Each costs picocli's look at it, so who names one pays for that one. Completion tells of all.
    boolean isAlone = commands.containsKey(named) && !named.equals("completion");
    commands.forEach((name, command) -> {
      if (!isAlone || name.equals(named)) {
        line.addSubcommand(name, command.get());
      }
    });
    line.setCommandName(terminal.command());
    line.getCommandSpec().version("haetae " + version);
    for (CommandLine command : line.getSubcommands().values()) {
      command.getCommandSpec().version("haetae " + version);
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((e, _) -> misused(e, terminal));
    line.setExecutionExceptionHandler((e, misused, _) -> failed(e, misused, terminal));
    return line.execute(arguments);
  }

  /** The commands by their names, in the order of the help; each is made when it is asked for. */
  static Map<String, Supplier<Object>> commands(
      Terminal terminal, InstantSource clock, WebhookServer webhook, String version) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("check", () -> new CheckCommand(terminal, clock, version));
    commands.put("fix", () -> new FixCommand(terminal, clock));
    commands.put("review", () -> new ReviewCommand(terminal, clock));
    commands.put("test", () -> new TestCommand(terminal, clock));
    commands.put("explain", () -> new ExplainCommand(terminal));
    commands.put("rules", () -> new RulesCommand(terminal));
    commands.put("predict", () -> new PredictCommand(terminal));
    commands.put("audit", () -> new AuditCommand(terminal, clock, version));
    commands.put("page", () -> new PageCommand(terminal, clock));
    commands.put("snapshot", () -> new SnapshotCommand(terminal));
    commands.put("serve", () -> new ServeCommand(terminal, clock, webhook));
    commands.put("doctor", () -> new DoctorCommand(terminal, clock));
    commands.put("export", () -> new ExportCommand(terminal));
    commands.put("lsp", () -> new LspCommand(terminal, clock));
    commands.put("completion", () -> new CompletionCommand(terminal));
    return commands;
  }

  @Override
  public Integer call() {
    List<String> commands = List.copyOf(spec.subcommands().keySet());
    int last = commands.size() - 1;
    throw new UsageException(
        "name a command: "
            + String.join(", ", commands.subList(0, last))
            + " or "
            + commands.get(last));
  }

  private static int misused(ParameterException e, Terminal terminal) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    return CommandLineInterface.misused(spec.qualifiedName(), sentence(e), terminal);
  }

  // picocli counts arguments where a user thinks of commands and options.
  private static String sentence(ParameterException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().getFirst();
      boolean option = unmatched.isUnknownOption();
      CommandSpec spec = e.getCommandLine().getCommandSpec();
      boolean top = spec.parent() == null;
      Set<String> known = option ? spec.optionsMap().keySet() : spec.subcommands().keySet();
      return (option
              ? "there is no option "
              : top ? "there is no command " : "there is no place for the argument ")
          + Text.quote(argument)
          + Names.didYouMean(argument, known).orElse("");
    }
    return message;
  }

  private static int failed(Exception e, CommandLine command, Terminal terminal) {
    return e instanceof UsageException
        ? misused(new ParameterException(command, String.valueOf(e.getMessage())), terminal)
        : CommandLineInterface.failed(e, terminal);
  }
}
