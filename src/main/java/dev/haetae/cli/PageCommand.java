package dev.haetae.cli;

import dev.haetae.audit.AuditScope;
import dev.haetae.cli.auditing.HtmlOutput;
import dev.haetae.cli.auditing.PageOpening;
import dev.haetae.cli.auditing.PageReading;
import dev.haetae.cli.input.ConfigurationOptions;
import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cli.input.WorldOptions;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.file.FileFault;
import dev.haetae.page.PageServer;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.report.html.Language;
import dev.haetae.resource.Problem;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code haetae page}: shows what is there and what policies find in a browser. */
@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    description = {
      "Show in a browser what is there: GPUs, storage, node ports, pods that cannot run, and what"
          + " policies find. Serves one visitor on 127.0.0.1, with what you may read, until Ctrl-C.",
      "Reads anew when the page is asked for, every 30 s at most, and writes nothing."
    })
final class PageCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin private final PolicyOptions policyOptions = new PolicyOptions();
  @Mixin private final ConfigurationOptions configurationOptions = new ConfigurationOptions();

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "PATH",
      description =
          "saved objects to show: files or folders of any 'kubectl get … -o yaml'; repeatable;"
              + " 'cluster' (default) is the one that kubectl talks to")
  private List<String> inventories = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "the port on 127.0.0.1, 0 for a free one (default: 0)")
  private int port;

  @Option(
      names = "--lang",
      paramLabel = "en|ko",
      description = "the language of the page (default: en); findings are in English")
  private String language = "en";

  @Option(names = "--no-open", description = "do not open a browser")
  private boolean isClosed;

  PageCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    Language shown = HtmlOutput.language(language);
    if (port < 0 || port > 65_535) {
      throw new UsageException("--port must be 0 to 65535, not " + port);
    }
    if (inventories.isEmpty()) {
      inventories.add(WorldOptions.CLUSTER);
    }
    List<Problem> problems = new ArrayList<>();
    PageReading reading = reading(problems);
    if (!problems.isEmpty()) {
      return unreadable(problems);
    }
    PageReading.Reading first = reading.reading();
    if (!first.isWhole()) {
      return unreadable(first.problems());
    }
    try (PageServer server = PageServer.start(port, reading, shown, clock, this::fault)) {
      serve(server);
      return ExitCode.OK;
    } catch (IOException e) {
      terminal
          .err()
          .println("haetae: port " + port + " of 127.0.0.1 cannot be had: " + FileFault.reason(e));
      return ExitCode.INTERNAL;
    }
  }

  private PageReading reading(List<Problem> problems) {
    Map<String, Supplier<String>> sources = new HashMap<>();
    Configuration configuration = configurationOptions.read(sources, problems);
    List<PolicyException> exceptions = new ArrayList<>();
    List<Policy> policies = policyOptions.read(terminal, exceptions, sources, problems);
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(policies, configuration.carriers(), configuration.agents()),
            Exceptions.of(exceptions, clock),
            clock);
    AuditScope scope =
        new AuditScope(
            new HashSet<>(), null, AuditCommand.unreviewed(configuration), new HashSet<>());
    return new PageReading(
        inventories,
        new PageReading.Judging(evaluator, scope, configuration.carriers()),
        terminal,
        clock);
  }

  private void fault(RuntimeException fault) {
    OwnFault.print("the page could not be made", fault, terminal);
  }

  private int unreadable(List<Problem> problems) {
    Problems.print(problems, terminal.err());
    return ExitCode.UNREADABLE;
  }

  private void serve(PageServer server) throws InterruptedException {
    // SIGTERM and SIGINT end the process when this thread has ended.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
    terminal.out().println(server.address());
    terminal.out().flush();
    terminal
        .err()
        .println("the address opens the page once, in one browser; Ctrl-C ends it");
    terminal.err().flush();
    if (terminal.interactive() && !isClosed) {
      PageOpening.open(server.address());
    }
    server.awaitEnd();
  }
}
