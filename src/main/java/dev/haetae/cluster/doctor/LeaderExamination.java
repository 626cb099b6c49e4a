package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The examination of the Lease: whether a replica holds it, and renews it. */
final class LeaderExamination {
  private static final String AREA = "leader";
  private static final int USUAL_SECONDS = 15;

  private final TypedObjects objects;
  private final Installation installation;
  private final InstantSource clock;

  LeaderExamination(TypedObjects objects, Installation installation, InstantSource clock) {
    this.objects = objects;
    this.installation = installation;
    this.clock = clock;
  }

  /** Looks. */
  void examine(List<Check> checks) {
    String what = "Lease " + installation.namespace() + '/' + installation.lease();
    Sight.of(
            AREA,
            what,
            () -> objects.find(Lease.class, installation.namespace(), installation.lease()))
        .orTell(
            checks,
            Check.fail(
                AREA,
                what + " does not exist: no replica keeps the webhooks and certificates right",
                "install the chart again; it makes the Lease"))
        .ifPresent(lease -> checks.add(examine(what, lease.getSpec())));
  }

  private Check examine(String what, @Nullable LeaseSpec spec) {
    if (spec == null || spec.getHolderIdentity() == null || spec.getRenewTime() == null) {
      return Check.fail(
          AREA,
          what + " is held by nobody: nobody keeps the webhooks and certificates right",
          "see whether a replica runs, and its log");
    }
    Duration ago = Duration.between(spec.getRenewTime().toInstant(), clock.instant());
    int seconds =
        spec.getLeaseDurationSeconds() == null ? USUAL_SECONDS : spec.getLeaseDurationSeconds();
    String held =
        what
            + " is held by "
            + spec.getHolderIdentity()
            + ", renewed "
            + Math.max(0, ago.toSeconds())
            + " s ago";
    return ago.toSeconds() > 2L * seconds
        ? Check.fail(
            AREA,
            held + ": nobody keeps the webhooks and certificates right",
            "see whether a replica runs, and its log")
        : Check.ok(AREA, held);
  }
}
