package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which replica writes to the API server: the one that holds a Lease. All replicas serve.
 *
 * <p>Whoever writes also locks optimistically: a leader that has been deposed and does not know it
 * yet does no harm.
 */
public final class Leadership implements MeterBinder, AutoCloseable {
  /**
   * How long things may take.
   *
   * @param lease how long a holder that renews no more is waited for
   * @param renewal how long a holder tries to renew before it gives up
   * @param retry how long between two tries
   */
  record Pace(Duration lease, Duration renewal, Duration retry) {
    /** Those of Kubernetes' own components. */
    static final Pace USUAL =
        new Pace(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
  }

  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private final KubernetesClient client;
  private final ExistingLease lock;
  private final Pace pace;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("leadership").factory());
  private volatile boolean leader;
  private volatile boolean closed;
  private volatile String lastRefusal = "";
  private volatile CompletableFuture<?> election = CompletableFuture.completedFuture(null);

  Leadership(
      KubernetesClient client,
      String namespace,
      String lease,
      String identity,
      Pace pace,
      InstantSource clock) {
    this.client = client;
    this.pace = pace;
    this.lock = new ExistingLease(namespace, lease, identity, pace.lease(), clock, this::refused);
  }

  /**
   * A candidate for the Lease of this name in Haetae's own namespace, which exists.
   *
   * @param clock tells when another's hold is over
   */
  public static Leadership of(Cluster cluster, String lease, InstantSource clock) {
    return new Leadership(
        cluster.client(), cluster.namespace(), lease, cluster.identity(), Pace.USUAL, clock);
  }

  /** Whether this replica writes. */
  public boolean isLeader() {
    return leader;
  }

  /** Takes part in the election from now on, whatever becomes of the API server meanwhile. */
  public void start() {
    scheduler.execute(this::elect);
  }

  private void elect() {
    if (closed) {
      return;
    }
    AtomicBoolean over = new AtomicBoolean();
    LeaderElectionConfig config =
        new LeaderElectionConfig(
            lock,
            pace.lease(),
            pace.renewal(),
            pace.retry(),
            new LeaderCallbacks(this::lead, () -> end(over), this::tell),
            true,
            lock.describe());
    CompletableFuture<?> attempt = new LeaderElector(client, config, scheduler).start();
    election = attempt;
    // The elector's own future does not end when the API server is gone by then; the callback does.
    var _ = attempt.whenComplete((_, _) -> end(over));
    if (closed) {
      attempt.cancel(true);
    }
  }

  private void lead() {
    leader = true;
    log.info("this replica writes from now on: it holds the {}", lock.describe());
  }

  private void end(AtomicBoolean over) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    if (leader) {
      leader = false;
      log.info("this replica does not write any more: it has lost the {}", lock.describe());
    }
    if (!closed) {
      var _ =
          scheduler.schedule(
              () -> {
                election.cancel(true);
                elect();
              },
              pace.retry().toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void tell(String holder) {
    lastRefusal = "";
    log.debug("the {} is held by {}", lock.describe(), holder);
  }

  // Tried again every few seconds: once is enough to say so.
  private void refused(String why) {
    if (!why.equals(lastRefusal)) {
      lastRefusal = why;
      log.warn("the {} cannot be had: {}", lock.describe(), why);
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("haetae.leader", () -> leader ? 1 : 0)
        .description("Whether this replica is the one that writes to the API server.")
        .register(registry);
  }

  /** Leaves the election; a Lease that is held is given back at once. */
  @Override
  public void close() {
    closed = true;
    election.cancel(true);
    leader = false;
    scheduler.shutdownNow();
  }
}
