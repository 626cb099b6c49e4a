package dev.haetae.cli;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.policy.ShippedPolicies;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code haetae explain}: a rule's page. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Print a rule's page: what it decides, why, bad, good, fix, parameters.")
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "RULE", description = "a rule's id, such as no-host-path")
  private String rule = "";

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String page = rule.contains("/") ? null : ShippedPolicies.page(rule);
    if (page == null) {
      throw new UsageException(Names.unknownRule(rule));
    }
    terminal.out().print(page);
    terminal.out().flush();
    return ExitCode.OK;
  }
}
