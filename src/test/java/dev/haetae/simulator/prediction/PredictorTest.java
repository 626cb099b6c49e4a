package dev.haetae.simulator.prediction;

import static dev.haetae.simulator.Worlds.claimYaml;
import static dev.haetae.simulator.Worlds.classYaml;
import static dev.haetae.simulator.Worlds.closed;
import static dev.haetae.simulator.Worlds.nodeYaml;
import static dev.haetae.simulator.Worlds.podYaml;
import static dev.haetae.simulator.Worlds.volumeYaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.haetae.inventory.Inventory;
import dev.haetae.simulator.Worlds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one object of an input takes, the next cannot have. */
final class PredictorTest {
  private static final String SHARED = ", storageClassName: shared";
  private static final String FAST = ", selector: {matchLabels: {tier: fast}}";

  private static String claimOf(String name, String size, String more) {
    return claimYaml(name, SHARED + more).replace("5Gi", size);
  }

  private static String volumeOf(String name, String size, String tier) {
    return volumeYaml(name, size, SHARED)
        .replace("metadata: {", "metadata: {labels: {tier: " + tier + "}, ");
  }

  private static String podOf(String name, String... claims) {
    StringBuilder volumes = new StringBuilder(", volumes: [");
    for (String claim : claims) {
      volumes.append("{name: ").append(claim).append(", persistentVolumeClaim: {claimName: ");
      volumes.append(claim).append("}}, ");
    }
    return podYaml(name, 0, volumes + "]");
  }

  private static List<String> predict(Inventory before, String... pods) {
    return new Predictor(before, before, (_, _) -> "", ClusterSettings.DEFAULT)
            .predict(
                Stream.of(pods).flatMap(pod -> Worlds.resources(pod).stream()).toList(),
                (_, e) -> fail(e),
                (_, e) -> fail(e))
            .stream()
            .map(one -> one.object().name() + ' ' + one.outcome().word())
            .toList();
  }

  @Test
  void aPodTakesTheVolumesThatTheSchedulerChoosesForItsClaims() {
    Inventory world =
        closed(
            nodeYaml("gpu-1", 0, "", ""),
            classYaml(
                "shared",
                "kubernetes.io/no-provisioner",
                ", volumeBindingMode: WaitForFirstConsumer"),
            volumeOf("a", "2Gi", "fast"),
            volumeOf("b", "3Gi", "slow"),
            volumeOf("c", "4Gi", "fast"),
            claimOf("large", "2Gi", FAST),
            claimOf("small", "1Gi", ""),
            claimOf("largest", "4Gi", FAST));

    // The small claim chooses first, takes the small fast volume, and leaves the large fast one.
    assertThat(predict(world, podOf("one", "large", "small"), podOf("two", "largest")))
        .containsExactly("one Schedulable", "two Unschedulable");
    assertThat(predict(world, podOf("one", "small"), podOf("two", "largest")))
        .containsExactly("one Schedulable", "two Schedulable");
  }

  @Test
  void claimsThatWaitForNoPodTakeTheirVolumesFromEachOther() {
    Inventory world =
        closed(
            nodeYaml("gpu-1", 0, "", ""),
            volumeYaml("a", "5Gi", ""),
            claimYaml("one", ", storageClassName: \"\""),
            claimYaml("two", ", storageClassName: \"\""));

    assertThat(predict(world, podOf("first", "one"), podOf("second", "two")))
        .containsExactly("first Schedulable", "second Unschedulable");
  }
}
