package dev.haetae.server;

import dev.haetae.cluster.CannotUseClusterException;
import dev.haetae.cluster.Cluster;
import dev.haetae.cluster.InventoryWatch;
import dev.haetae.engine.Evaluator;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code haetae serve --inventory cluster}: a server that judges by a live cluster. */
public final class ServeCluster {
  /** For how long a watch may be broken before the server is not ready any more. */
  private static final Duration BROKEN_AFTER = Duration.ofSeconds(60);

  private ServeCluster() {}

  /**
   * Starts a server, says where it listens once it is ready, and returns when the process has been
   * told to end and the server has finished what it had accepted.
   *
   * @param configuration the configuration file; null for the defaults
   * @param shipped the policies to judge by when the cluster has none of its own
   * @param fixed whether {@code shipped} were asked for by name, so that those of the cluster do
   *     not count
   * @param environment environment variables
   * @param out gets the line that scripts wait for, and nothing else
   * @param notes gets a command to try the server with
   * @throws CannotServeException when certificates cannot be used, a port cannot be had, or there
   *     is no cluster to look at
   */
  public static void untilTold(
      ServerOptions options,
      @Nullable Path configuration,
      Evaluator shipped,
      boolean fixed,
      Map<String, String> environment,
      InstantSource clock,
      PrintStream out,
      PrintStream notes)
      throws CannotServeException, InterruptedException {
    try (Cluster cluster = Cluster.connect(environment);
        InventoryWatch watch = InventoryWatch.start(cluster, BROKEN_AFTER, clock)) {
      notes.println("looking at the cluster at " + cluster.address());
      // Policies of the cluster: their Supplier<Evaluator> and their condition go here.
      Supplier<Evaluator> evaluator = () -> shipped;
      Basis basis = new Basis(evaluator, watch::inventory, List.of(watch::missing), List.of(watch));
      RunningServer server = Server.start(options, basis, clock);
      // Registration: starts here, is told server::isReady, and is closed before the server.
      Serve.announced(server, out, notes);
    } catch (CannotUseClusterException e) {
      throw new CannotServeException(e.sentence());
    }
  }
}
