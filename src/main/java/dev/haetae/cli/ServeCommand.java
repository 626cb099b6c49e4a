package dev.haetae.cli;

import dev.haetae.cli.ServeSettings.ClusterSettings;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.WorldOptions;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.report.text.TextReport;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code haetae serve}: the webhook. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serve the admission webhook over TLS, until told to end.")
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;
  private final WebhookServer webhook;

  @Mixin private final Inputs.WithPolicies inputs = new Inputs.WithPolicies();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "the TLS port of the reviews, 0 for a free one (default: 8443)")
  private int port = 8443;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "the plain port of health and metrics, 0 for a free one (default: 8080)")
  private int managementPort = 8080;

  @Option(
      names = "--tls-dir",
      paramLabel = "DIR",
      description = "holds ca.crt, tls.crt, tls.key, made when absent (default: .haetae/tls)")
  private Path tlsDirectory = Path.of(".haetae", "tls");

  @Option(
      names = "--client-ca",
      paramLabel = "FILE",
      description = "let in only clients with a certificate of this authority (PEM)")
  private @Nullable Path clientAuthority;

  ServeCommand(Terminal terminal, InstantSource clock, WebhookServer webhook) {
    this.terminal = terminal;
    this.clock = clock;
    this.webhook = webhook;
  }

  @Override
  public Integer call() throws InterruptedException {
    checkPort("--port", port);
    checkPort("--management-port", managementPort);
    if (port == managementPort && port != 0) {
      throw new UsageException("--port and --management-port must differ, both are " + port);
    }
    boolean live = isLive();
    inputs.readConfiguration();
    inputs.readPolicies(terminal);
    if (inputs.judgesInTree()) {
      throw new UsageException(
          "serve enforces no policies of Kubernetes' own: apply them, and the API server does");
    }
    InventorySnapshot.Builder world =
        live ? new InventorySnapshot.Builder() : inputs.readWorld(terminal);
    if (!inputs.problems.isEmpty()) {
      Problems.print(inputs.problems, terminal.err());
      return ExitCode.UNREADABLE;
    }
    terminal.err().print(TextReport.notes(inputs.notes));
    terminal.err().flush();
    String refusal =
        webhook.serve(
            new ServeSettings(
                port,
                managementPort,
                tlsDirectory,
                clientAuthority,
                live
                    ? new ClusterSettings(
                        inputs.configurationOptions.file, inputs.policyOptions.isFixed())
                    : null),
            inputs.evaluator(clock),
            world.build(!live && inputs.worldOptions.isClosed()),
            terminal);
    if (refusal != null) {
      terminal.err().println("haetae: " + refusal);
      return ExitCode.INTERNAL;
    }
    return ExitCode.OK;
  }

  // In a pod, the cluster around it is the world unless files are named.
  private boolean isLive() {
    WorldOptions worldOptions = inputs.worldOptions;
    if (worldOptions.isCluster() && worldOptions.inventories.size() > 1) {
      throw new UsageException("--inventory cluster stands alone: the server keeps it up to date");
    }
    return worldOptions.isCluster()
        || (worldOptions.inventories.isEmpty()
            && !terminal.environment().getOrDefault("KUBERNETES_SERVICE_HOST", "").isEmpty());
  }

  private void checkPort(String option, int value) {
    if (value < 0 || value > 65_535) {
      throw new UsageException(option + " must be 0 to 65535, not " + value);
    }
  }
}
