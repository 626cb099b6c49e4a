package dev.haetae.cli;

import dev.haetae.cli.input.OwnRules;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.policy.ShippedPolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code haetae explain}: a rule's page. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Print a rule's page: what it decides, why, bad, good, fix, parameters; of a policy that"
            + " brings its rule, what it demands.")
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "RULE", description = "a rule's id, such as no-host-path")
  String rule = "";

  @Option(
      names = {"-p", "--policy"},
      paramLabel = "PATH",
      description = "policies that bring rules of their own: files or folders; repeatable")
  private List<String> paths = new ArrayList<>();

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    OwnRules own = OwnRules.read(paths, terminal);
    String page = own.page(rule);
    if (page == null && !rule.contains("/")) {
      page = ShippedPolicies.page(rule);
    }
    Problems.print(own.problems(), terminal.err());
    if (page == null && own.problems().isEmpty()) {
      throw new UsageException(Names.unknownRule(rule));
    }
    terminal.out().print(page == null ? "" : page);
    terminal.out().flush();
    return own.problems().isEmpty() ? ExitCode.OK : ExitCode.UNREADABLE;
  }
}
