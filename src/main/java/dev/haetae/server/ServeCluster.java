package dev.haetae.server;

import dev.haetae.cluster.CannotUseClusterException;
import dev.haetae.cluster.Cluster;
import dev.haetae.cluster.InventoryWatch;
import dev.haetae.cluster.Leadership;
import dev.haetae.cluster.Registrar;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ConfigurationFile;
import dev.haetae.configuration.InvalidConfigurationException;
import dev.haetae.engine.Evaluator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code haetae serve --inventory cluster}: a server that judges by a live cluster. */
public final class ServeCluster {
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
    try (Cluster cluster = Cluster.connect(environment)) {
      notes.println("looking at the cluster at " + cluster.address());
      Supplier<Configuration> settings = settings(configuration);
      // Policies of the cluster: their Supplier<Evaluator> and their condition go here.
      Supplier<Evaluator> evaluator = () -> shipped;
      Leadership leadership = Leadership.of(cluster, settings.get().lease(), clock);
      Registrar registrar =
          Registrar.open(
              cluster,
              leadership,
              settings,
              () -> evaluator.get().table().policies(),
              () -> bytes(options.tlsDirectory().resolve("ca.crt")),
              clock);
      // The Lease is given back: the next leader need not wait until it has run out.
      Runnable farewell =
          () -> {
            registrar.close();
            leadership.close();
          };
      try (InventoryWatch watch =
          InventoryWatch.start(cluster, settings.get().brokenAfter(), clock)) {
        Basis basis =
            new Basis(
                evaluator,
                watch::inventory,
                List.of(watch::missing, registrar::missing),
                List.of(watch, leadership, registrar),
                registrar.certificates());
        RunningServer server = Server.start(options, basis, clock);
        server.atTheEnd(farewell);
        if (configuration != null) {
          leadership.start();
          registrar.start(server::isReady);
        }
        Serve.announced(server, out, notes);
      } finally {
        farewell.run();
      }
    } catch (InvalidConfigurationException e) {
      throw new CannotServeException(String.valueOf(e.getMessage()));
    } catch (CannotUseClusterException e) {
      throw new CannotServeException(e.sentence());
    }
  }

  private static Supplier<Configuration> settings(@Nullable Path file)
      throws InvalidConfigurationException {
    if (file == null) {
      return () -> Configuration.DEFAULT;
    }
    ConfigurationFile configuration = ConfigurationFile.open(file);
    return () -> {
      configuration.poll();
      return configuration.current();
    };
  }

  private static byte @Nullable [] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return null;
    }
  }
}
