package dev.haetae.cluster.policy;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Freshness;
import dev.haetae.cluster.client.KindWatch;
import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.policy.Policy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the policies and exceptions of the cluster: whatever changes is compiled at once and
 * judged by from then on, of very many policies within a quarter of a second, without a restart;
 * what cannot be compiled stays as it was and is told in the object's status, by {@code
 * haetae_policy_compiled{policy}}, in the log and by readiness.
 */
public final class PolicyFeed implements AutoCloseable, MeterBinder {
  private static final Logger log = LoggerFactory.getLogger(PolicyFeed.class);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration WATCH_TIME = Duration.ofSeconds(45);
  // A watch that outlives its time has lost its connection without being told.
  private static final Duration PATIENCE = Duration.ofSeconds(55);

  private final PolicyStore store;
  private final PolicyStatuses statuses;
  private final Supplier<Configuration> configuration;
  private final Freshness policyFreshness;
  private final Freshness exceptionFreshness;
  private final List<KindWatch> watches = new ArrayList<>();
  // One that judges by what has changed, and one that may wait for the API server to take statuses.
  private final ScheduledExecutorService ticks =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().name("policies").factory());
  private volatile @Nullable MultiGauge compiled;
  private volatile @Nullable MultiGauge inForce;
  private Map<String, PolicyEntry.Version> measured = Map.of();

  /**
   * Begins to follow a cluster; returns at once. Until its policies are read, the shipped ones are
   * in force.
   *
   * @param shipped what is in force where the API server has no kind Policy
   * @param configuration says in which namespaces exceptions are honoured, at any moment
   * @param isLeader whether this replica is the one that writes statuses
   */
  public static PolicyFeed start(
      Cluster cluster,
      List<Policy> shipped,
      Supplier<Configuration> configuration,
      BooleanSupplier isLeader,
      InstantSource clock) {
    PolicyFeed feed = new PolicyFeed(cluster, shipped, configuration, isLeader, clock);
    feed.start();
    return feed;
  }

  private PolicyFeed(
      Cluster cluster,
      List<Policy> shipped,
      Supplier<Configuration> configuration,
      BooleanSupplier isLeader,
      InstantSource clock) {
    this.store = new PolicyStore(shipped, configuration, clock);
    this.statuses = new PolicyStatuses(cluster.server(), isLeader, clock);
    this.configuration = configuration;
    this.policyFreshness = new Freshness(clock);
    this.exceptionFreshness = new Freshness(clock);
    ApiServer server = cluster.server();
    for (PolicyKind kind : PolicyKind.values()) {
      watches.add(new KindWatch(kind, server, store.memory(kind), freshness(kind), WATCH_TIME));
    }
  }

  private void start() {
    watches.forEach(KindWatch::start);
    repeat(this::settle, "what has changed of the policies could not be put in force");
    repeat(this::tell, "the statuses of the policies could not be written");
  }

  private void repeat(Runnable task, String failure) {
    Runnable lasting =
        () -> {
          try {
            task.run();
          } catch (RuntimeException | StackOverflowError e) {
            // A schedule ends with the first exception.
            log.error(failure, e);
          }
        };
    var _ =
        ticks.scheduleWithFixedDelay(
            lasting, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void settle() {
    watches.forEach(watch -> watch.cutIfSilent(PATIENCE));
    store.settle();
  }

  private void tell() {
    measure();
    statuses.write(store.statuses());
  }

  /** Returns what judges now; safe for any number of threads. */
  public Evaluator evaluator() {
    return store.evaluator();
  }

  /** The policies in force; null until the cluster's own are read, or it is known to have none. */
  public @Nullable PolicyTable policies() {
    return store.isListed(PolicyKind.POLICY) || store.isAbsent(PolicyKind.POLICY)
        ? evaluator().table()
        : null;
  }

  /** Why reviews should not be sent here: what has not been read, or not been heard of for long. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>(0);
    for (PolicyKind kind : PolicyKind.values()) {
      if (store.isAbsent(kind)) {
        continue;
      }
      Freshness fresh = freshness(kind);
      String sentence =
          fresh.missing(
              kind, store.isListed(kind), fresh.brokenFor(), configuration.get().brokenAfter());
      if (!sentence.isEmpty()) {
        missing.add(sentence);
      }
    }
    return missing;
  }

  /** A sentence on each policy that is not in force as it is written. */
  public List<String> uncompiled() {
    return store.uncompiled();
  }

  /**
   * Takes what an audit has found, which is written into the statuses where it is another than
   * before.
   *
   * @param found by the names of policies; of those that are not there nothing stays written
   */
  public void audited(Map<String, AuditStatus> found) {
    statuses.audited(found);
  }

  private Freshness freshness(PolicyKind kind) {
    return switch (kind) {
      case POLICY -> policyFreshness;
      case POLICY_EXCEPTION -> exceptionFreshness;
    };
  }

  /** Applies what the configuration says now. */
  public void configurationChanged() {
    store.rebuild();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("haetae.policies.shipped", store, known -> known.isShipped() ? 1 : 0)
        .description("1 while the shipped policies are in force, for want of the kind Policy.")
        .register(registry);
    compiled =
        MultiGauge.builder("haetae.policy.compiled")
            .description("1 for a policy in force as it is written, 0 for one that is broken.")
            .register(registry);
    inForce =
        MultiGauge.builder("haetae.policy.in.force")
            .description("1 for what of a policy judges: written, lastGood, shipped or none.")
            .register(registry);
  }

  private void measure() {
    MultiGauge written = compiled;
    MultiGauge judging = inForce;
    Map<String, PolicyEntry.Version> now = store.versions();
    if (written != null && judging != null && !now.equals(measured)) {
      measured = now;
      List<MultiGauge.Row<?>> flags = new ArrayList<>();
      List<MultiGauge.Row<?>> versions = new ArrayList<>();
      now.forEach((policy, version) -> {
        Tags name = Tags.of("policy", policy);
        flags.add(MultiGauge.Row.of(name, version == PolicyEntry.Version.WRITTEN ? 1 : 0));
        versions.add(MultiGauge.Row.of(name.and("version", version.word()), 1));
      });
      written.register(flags, true);
      judging.register(versions, true);
    }
  }

  @Override
  public void close() {
    watches.forEach(KindWatch::close);
    ticks.shutdownNow();
  }
}
