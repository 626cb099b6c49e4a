package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.ToldOnce;
import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.resource.tree.Text;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The office of the replica that writes to the API server: the one that holds a Lease, which exists
 * already, be it without a spec. All replicas serve.
 *
 * <p>As in client-go, a holder's time is reckoned from when we saw it renew, not from what its
 * clock says: clocks that differ neither depose a leader nor keep a dead one. Whoever writes also
 * locks optimistically: a leader that has been deposed and does not know it yet does no harm.
 */
public final class Leadership implements MeterBinder, AutoCloseable {
  // Those of Kubernetes' own components: how long a holder that renews no more is waited for, how
  // long one tries to renew before it gives up, and how long between two tries.
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEWAL = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private final TypedObjects objects;
  private final String namespace;
  private final String name;
  private final String identity;
  private final InstantSource clock;
  private final ToldOnce refusals = new ToldOnce();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("leadership").factory());
  private volatile @Nullable Instant renewed;
  private volatile Map<String, String> annotations = Map.of();
  private List<Object> seen = List.of();
  private Instant seenAt = Instant.MIN;

  private Leadership(Cluster cluster, String lease, InstantSource clock) {
    this.objects = cluster.objects();
    this.namespace = cluster.namespace();
    this.name = lease;
    this.identity = cluster.identity();
    this.clock = clock;
  }

  /**
   * A candidate for the Lease of this name in Haetae's own namespace.
   *
   * @param clock tells when another's hold is over
   */
  public static Leadership of(Cluster cluster, String lease, InstantSource clock) {
    return new Leadership(cluster, lease, clock);
  }

  /** Returns whether this replica writes. */
  public boolean isLeader() {
    Instant last = renewed;
    return last != null && clock.instant().isBefore(last.plus(RENEWAL));
  }

  /**
   * An annotation of the Lease, which a leader has seen before it renews its hold; empty when there
   * is none.
   */
  public String annotation(String key) {
    return annotations.getOrDefault(key, "");
  }

  /** Takes part in the election from now on, whatever becomes of the API server meanwhile. */
  public void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(this::stand, 0, RETRY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stand() {
    try {
      Optional<Lease> lease = objects.find(Lease.class, namespace, name);
      if (lease.isEmpty()) {
        refused("it does not exist, and is not made here: install the chart again");
      } else {
        stand(lease.get());
      }
    } catch (RequestFailedException e) {
      if (!e.isConflict()) {
        refused(e.sentence());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A schedule ends with the first exception.
      log.error("the election failed", e);
    }
    if (renewed != null && !isLeader()) {
      lose();
    }
  }

  private void stand(Lease lease) throws RequestFailedException, InterruptedException {
    Map<String, String> noted = lease.getMetadata().getAnnotations();
    annotations = noted == null ? Map.of() : Map.copyOf(noted);
    LeaseSpec spec = lease.getSpec() == null ? new LeaseSpec() : lease.getSpec();
    String holder = spec.getHolderIdentity() == null ? "" : spec.getHolderIdentity();
    Instant now = clock.instant();
    List<Object> state =
        List.of(
            holder,
            String.valueOf(spec.getRenewTime()),
            String.valueOf(spec.getLeaseTransitions()));
    if (!state.equals(seen)) {
      seen = state;
      seenAt = now;
    }
    if (holder.equals(identity)) {
      hold(lease, spec.getAcquireTime(), transitions(spec));
    } else if (holder.isEmpty() || !now.isBefore(seenAt.plus(LEASE))) {
      hold(lease, null, transitions(spec) + (spec.getHolderIdentity() == null ? 0 : 1));
    } else {
      refusals.forget();
      lose();
    }
  }

  private static int transitions(LeaseSpec spec) {
    return spec.getLeaseTransitions() == null ? 0 : spec.getLeaseTransitions();
  }

  private void hold(Lease lease, @Nullable ZonedDateTime since, int transitions)
      throws RequestFailedException, InterruptedException {
    Instant asked = clock.instant();
    write(lease, identity, LEASE, since, transitions);
    refusals.forget();
    boolean first = renewed == null;
    renewed = asked;
    if (first) {
      log.info("this replica writes from now on: it holds the {}", describe());
    }
  }

  // With the resource version that was read: of two candidates one loses.
  private void write(
      Lease lease, String holder, Duration time, @Nullable ZonedDateTime since, int transitions)
      throws RequestFailedException, InterruptedException {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    var _ =
        objects.update(
            new LeaseBuilder(lease)
                .editOrNewSpec()
                .withHolderIdentity(holder)
                .withLeaseDurationSeconds((int) time.toSeconds())
                .withAcquireTime(since == null ? now : since)
                .withRenewTime(now)
                .withLeaseTransitions(transitions)
                .endSpec()
                .build());
  }

  private void lose() {
    if (renewed != null) {
      renewed = null;
      log.info("this replica does not write any more: it has lost the {}", describe());
    }
  }

  private void refused(String why) {
    refusals.tell(
        Text.escape(why), sentence -> log.warn("the {} cannot be had: {}", describe(), sentence));
  }

  private String describe() {
    return "Lease " + namespace + '/' + name;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("haetae.leader", () -> isLeader() ? 1 : 0)
        .description("Whether this replica is the one that writes to the API server.")
        .register(registry);
  }

  /** Leaves the election; a Lease that is held is given back at once. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    try {
      // What is being asked for is broken off.
      var _ = scheduler.awaitTermination(RETRY.toMillis(), TimeUnit.MILLISECONDS);
      if (isLeader()) {
        giveBack();
      }
    } catch (RequestFailedException e) {
      log.debug("the {} runs out by itself: {}", describe(), e.sentence());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    renewed = null;
  }

  private void giveBack() throws RequestFailedException, InterruptedException {
    Optional<Lease> lease = objects.find(Lease.class, namespace, name);
    if (lease.isPresent() && lease.get().getSpec() != null) {
      LeaseSpec spec = lease.get().getSpec();
      if (identity.equals(spec.getHolderIdentity())) {
        write(lease.get(), "", Duration.ofSeconds(1), null, transitions(spec));
      }
    }
  }
}
