package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The examination of the Lease: whether a replica holds it, and renews it. */
record LeaderExamination(TypedObjects objects, Installation installation, InstantSource clock) {
  private static final int USUAL_SECONDS = 15;

  void examine(Checks checks) {
    String what = "Lease " + installation.namespace() + '/' + installation.lease();
    checks
        .see(
            what,
            () -> objects.find(Lease.class, installation.namespace(), installation.lease()),
            () ->
                checks.fail(
                    what + " does not exist: no replica keeps the webhooks and certificates right",
                    "install the chart again; it makes the Lease"))
        .ifPresent(lease -> examine(checks, what, lease.getSpec()));
  }

  private void examine(Checks checks, String what, @Nullable LeaseSpec spec) {
    if (spec == null || spec.getHolderIdentity() == null || spec.getRenewTime() == null) {
      checks.fail(
          what + " is held by nobody: nobody keeps the webhooks and certificates right",
          "see whether a replica runs, and its log");
      return;
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
    if (ago.toSeconds() > 2L * seconds) {
      checks.fail(
          held + ": nobody keeps the webhooks and certificates right",
          "see whether a replica runs, and its log");
    } else {
      checks.ok(held);
    }
  }
}
