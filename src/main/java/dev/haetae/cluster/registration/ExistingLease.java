package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Failures;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lock of an election in a Lease that exists already, be it without a spec; it is never made.
 *
 * <p>As in client-go, a holder's time is reckoned from when we saw it renew, not from what its
 * clock says: clocks that differ neither depose a leader nor keep a dead one.
 */
final class ExistingLease implements Lock {
  private final String namespace;
  private final String name;
  private final String identity;
  private final Duration duration;
  private final InstantSource clock;
  private final Consumer<String> refused;
  private @Nullable Lease lease;
  private List<String> seen = List.of();
  private ZonedDateTime seenAt;

  /**
   * A lock.
   *
   * @param refused told in a sentence why the Lease cannot be had
   */
  ExistingLease(
      String namespace,
      String name,
      String identity,
      Duration duration,
      InstantSource clock,
      Consumer<String> refused) {
    this.namespace = namespace;
    this.name = name;
    this.identity = identity;
    this.duration = duration;
    this.clock = clock;
    this.refused = refused;
    this.seenAt = now();
  }

  private ZonedDateTime now() {
    return clock.instant().atZone(ZoneOffset.UTC);
  }

  @Override
  public synchronized LeaderElectionRecord get(KubernetesClient client) {
    Lease found;
    try {
      found = client.leases().inNamespace(namespace).withName(name).get();
    } catch (RuntimeException e) {
      throw refusal(Failures.sentence(e));
    }
    if (found == null) {
      throw refusal("it does not exist, and is not made here: install the chart again");
    }
    lease = found;
    return observe(found.getSpec());
  }

  private LeaderElectionRecord observe(@Nullable LeaseSpec spec) {
    String holder = spec == null ? null : spec.getHolderIdentity();
    ZonedDateTime acquired = spec == null ? null : spec.getAcquireTime();
    ZonedDateTime renewed = spec == null ? null : spec.getRenewTime();
    Integer transitions = spec == null ? null : spec.getLeaseTransitions();
    List<String> state =
        List.of(String.valueOf(holder), String.valueOf(renewed), String.valueOf(transitions));
    if (!state.equals(seen)) {
      seen = state;
      seenAt = now();
    }
    return new LeaderElectionRecord(
        holder,
        duration,
        acquired == null ? seenAt : acquired,
        seenAt,
        transitions == null ? 0 : transitions);
  }

  @Override
  public void create(KubernetesClient client, LeaderElectionRecord election) {
    throw refusal("it does not exist, and is not made here: install the chart again");
  }

  @Override
  public synchronized void update(KubernetesClient client, LeaderElectionRecord election) {
    Lease next =
        new LeaseBuilder(Objects.requireNonNull(lease, "lease is null"))
            .editOrNewSpec()
            .withHolderIdentity(election.getHolderIdentity())
            .withLeaseDurationSeconds((int) election.getLeaseDuration().toSeconds())
            .withAcquireTime(election.getAcquireTime())
            .withRenewTime(election.getRenewTime())
            .withLeaseTransitions(election.getLeaderTransitions())
            .endSpec()
            .build();
    try {
      // With the resource version that was read: of two candidates one loses.
      lease = client.resource(next).update();
    } catch (KubernetesClientException e) {
      if (Failures.isConflict(e)) {
        // Another was faster: nothing to tell.
        throw e;
      }
      throw refusal(Failures.sentence(e));
    } catch (RuntimeException e) {
      throw refusal(Failures.sentence(e));
    }
  }

  // Nothing else may reach the elector: it would end without a word.
  private KubernetesClientException refusal(String why) {
    refused.accept(why);
    return new KubernetesClientException(describe() + ": " + why);
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public String describe() {
    return "Lease " + namespace + '/' + name;
  }
}
