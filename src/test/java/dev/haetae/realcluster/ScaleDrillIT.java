package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A large cluster fits into the chart's memory limit. */
@Tag("drill")
@RealCluster(own = true)
final class ScaleDrillIT {
  private static final long LIMIT = 512L << 20;
  // What MaxRAMPercentage=25, which the launcher sets, comes to in a container of that limit.
  private static final List<String> HEAP = List.of("-Xmx128m", "-Xms24m", "-Xmn16m");

  @Test
  void aLargeClusterFitsIntoTheChartsLimit(ControlPlane plane) throws Exception {
    var _ = plane.binaries().require("helm");
    plane.stopControllers();
    Population.LARGE.create(plane.client());
    try (Installation haetae = new Installation(plane, List.of())) {
      Replica replica = haetae.startReplica(plane.port(), HEAP);

      System.out.printf(
          "%s: start to ready %.1f s, CPU %.1f s, resident %d MiB%n",
          Population.LARGE,
          replica.age().toMillis() / 1000.0,
          replica.process().info().totalCpuDuration().orElseThrow().toMillis() / 1000.0,
          replica.peakResidentBytes() >> 20);
      assertThat(replica.metric("haetae_inventory_objects"))
          .isGreaterThanOrEqualTo(Population.LARGE.objects());
      assertThat(replica.metric("haetae_inventory_unreadable")).isZero();
      assertThat(replica.metric("haetae_inventory_unlabelled")).isZero();
      var _ = haetae.awaitRegistered();
      assertThat(replica.peakResidentBytes()).isLessThan(LIMIT);
    }
  }
}
