package dev.haetae.server;

import dev.haetae.audit.AuditResult;
import dev.haetae.cluster.audit.LeaderAudit;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.inventory.InventoryWatch;
import dev.haetae.cluster.policy.AuditStatus;
import dev.haetae.cluster.policy.PolicyFeed;
import dev.haetae.cluster.registration.Leadership;
import dev.haetae.cluster.registration.Registrar;
import dev.haetae.cluster.report.Reports;
import dev.haetae.cluster.report.WritingBreak;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.InvalidConfigurationException;
import dev.haetae.engine.Evaluator;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves for {@code haetae serve --inventory cluster}: a server that judges by a live cluster. */
public final class ServeCluster {
  private ServeCluster() {}

  /**
   * Starts a server, says where it listens once it is ready, and returns when the process has been
   * told to end and the server has finished what it had accepted.
   *
   * <p>Without a configuration file nothing is written into the cluster: nothing is registered, and
   * no status says what has been compiled.
   *
   * @param configuration the configuration file; null for the defaults
   * @param shipped the policies to judge by when the cluster has none of its own
   * @param fixed whether {@code shipped} were asked for by name, so that those of the cluster do
   *     not count
   * @param environment environment variables
   * @param out gets the line that scripts wait for, and nothing else
   * @param notes gets a command to try the server with
   * @param withoutMemory ends the process at once when memory is lost
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
      PrintStream notes,
      Runnable withoutMemory)
      throws CannotServeException, InterruptedException {
    // In one piece: each thing is closed after those that use it.
    try (FollowedConfiguration settings = FollowedConfiguration.open(configuration);
        Cluster cluster = Cluster.connect(environment)) {
      notes.println("looking at the cluster at " + cluster.address());
      Leadership leadership = Leadership.of(cluster, settings.current().lease(), clock);
      try (InventoryWatch watch =
              InventoryWatch.start(cluster, settings.current().brokenAfter(), clock);
          PolicyFeed feed =
              fixed
                  ? null
                  : PolicyFeed.start(
                      cluster,
                      shipped.table().policies(),
                      settings::current,
                      leadership::isLeader,
                      clock)) {
        Supplier<Evaluator> evaluator = feed == null ? follow(shipped, settings) : feed::evaluator;
        watch.follow(() -> evaluator.get().table().lookingAt());
        Registrar registrar =
            Registrar.open(
                cluster,
                leadership,
                settings::current,
                feed == null ? () -> evaluator.get().table() : feed::policies,
                () -> bytes(options.tlsDirectory().resolve("ca.crt")),
                clock);
        Reports reports = reports(cluster, settings, leadership, clock);
        LeaderAudit audit =
            audit(cluster, evaluator, settings, watch, feed, leadership, reports, clock);
        // The Lease is given back: the next leader need not wait until it has run out.
        Runnable farewell =
            () -> {
              audit.close();
              reports.close();
              registrar.close();
              leadership.close();
            };
        try {
          Basis basis =
              basis(evaluator, settings, watch, feed, leadership, registrar, audit, reports);
          RunningServer server = Server.start(options, basis, clock);
          server.atTheEnd(farewell);
          if (configuration != null) {
            leadership.start();
            registrar.start(server::isReady);
            audit.start(server::isReady);
            reports.start();
          }
          Serve.announced(server, out, notes, withoutMemory);
        } finally {
          farewell.run();
        }
      }
    } catch (InvalidConfigurationException e) {
      throw new CannotServeException(String.valueOf(e.getMessage()));
    } catch (CannotUseClusterException e) {
      throw new CannotServeException(e.sentence());
    }
  }

  private static LeaderAudit audit(
      Cluster cluster,
      Supplier<Evaluator> evaluator,
      FollowedConfiguration settings,
      InventoryWatch watch,
      @Nullable PolicyFeed feed,
      Leadership leadership,
      Reports reports,
      InstantSource clock) {
    Consumer<Map<String, AuditStatus>> statuses = feed == null ? _ -> {} : feed::audited;
    // Whoever wants to hear of every audit of the leader.
    List<Consumer<AuditResult>> listeners = List.of(reports::publish);
    LeaderAudit.Office office =
        new LeaderAudit.Office(
            evaluator, settings::current, leadership::isLeader, statuses, listeners);
    return LeaderAudit.of(cluster, watch::inventory, office, clock);
  }

  private static Reports reports(
      Cluster cluster, FollowedConfiguration settings, Leadership leadership, InstantSource clock) {
    return Reports.of(
        cluster.server(),
        () -> settings.current().reports(),
        () ->
            leadership.isLeader()
                && !WritingBreak.holds(
                    leadership.annotation(WritingBreak.ANNOTATION), clock.instant()),
        clock);
  }

  private static Basis basis(
      Supplier<Evaluator> evaluator,
      FollowedConfiguration settings,
      InventoryWatch watch,
      @Nullable PolicyFeed feed,
      Leadership leadership,
      Registrar registrar,
      LeaderAudit audit,
      Reports reports) {
    List<Supplier<List<String>>> conditions = new ArrayList<>();
    List<MeterBinder> meters =
        new ArrayList<>(List.of(settings, watch, leadership, registrar, audit, reports));
    conditions.add(watch::missing);
    conditions.add(registrar::missing);
    Map<String, Supplier<List<String>>> details = new HashMap<>();
    details.put("unreadable", watch::unreadable);
    details.put("withheld", watch::withheld);
    details.put("reports", reports::missing);
    if (feed != null) {
      details.put("uncompiled", feed::uncompiled);
      settings.onChange(feed::configurationChanged);
      conditions.add(feed::missing);
      meters.add(feed);
    }
    return new Basis(
        evaluator, watch::inventory, conditions, details, meters, registrar.certificates());
  }

  /** Policies that stay, for the kinds that carry pods by the configuration of the moment. */
  static Supplier<Evaluator> follow(Evaluator given, FollowedConfiguration settings) {
    AtomicReference<Evaluator> current = new AtomicReference<>(given);
    // Each looks at the configuration anew: the later one never puts back what is older.
    Runnable compile =
        () ->
            current.updateAndGet(_ -> {
              Configuration now = settings.current();
              return given.with(now.carriers(), now.agents());
            });
    settings.onChange(compile);
    compile.run();
    return current::get;
  }

  private static byte @Nullable [] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return null;
    }
  }
}
