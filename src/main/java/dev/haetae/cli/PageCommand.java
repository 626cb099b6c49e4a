package dev.haetae.cli;

import dev.haetae.cli.auditing.AuditRun;
import dev.haetae.cli.auditing.HtmlOutput;
import dev.haetae.cli.auditing.PageOpening;
import dev.haetae.cli.auditing.PageReading;
import dev.haetae.cli.input.ConfigurationOptions;
import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.file.FileFault;
import dev.haetae.page.PageServer;
import dev.haetae.report.html.Language;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code haetae page}: shows what is there and what policies find in a browser. */
@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    description = {
      "Show in a browser what is there: GPUs, storage, node ports, pods that cannot run, and what"
          + " policies find. Serves one visitor on 127.0.0.1, with what you may read, until"
          + " Ctrl-C.",
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
    AuditRun.Asked asked =
        new AuditRun.Asked(
            inventories, policyOptions, configurationOptions, List.of(), null, List.of());
    PageReading reading =
        new PageReading(
            inventories, () -> new AuditRun(asked, terminal, clock).audit(clock.instant()), clock);
    AuditRun.Audited first = reading.reading().audited();
    if (!first.isWhole() || first.isVain()) {
      Problems.print(first.result().report().errors(), terminal.err());
      return ExitCode.UNREADABLE;
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

  private void fault(RuntimeException fault) {
    OwnFault.print("the page could not be made", fault, terminal);
  }

  private void serve(PageServer server) throws InterruptedException {
    // SIGTERM and SIGINT end the process when this thread has ended.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
    terminal.out().println(server.address());
    terminal.out().flush();
    terminal.err().println("the address opens the page once, in one browser; Ctrl-C ends it");
    terminal.err().flush();
    if (terminal.interactive() && !isClosed) {
      PageOpening.open(server.address());
    }
    server.awaitEnd();
  }
}
