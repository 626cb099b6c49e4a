package dev.haetae.simulator.binding;

import static dev.haetae.simulator.Worlds.claim;
import static dev.haetae.simulator.Worlds.claimYaml;
import static dev.haetae.simulator.Worlds.classYaml;
import static dev.haetae.simulator.Worlds.closed;
import static dev.haetae.simulator.Worlds.open;
import static dev.haetae.simulator.Worlds.volumeYaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolumeClaim;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the claims of one pod, and of the next. */
final class ClaimSequenceTest {
  private static final String SHARED = ", storageClassName: shared";
  private static final String WAITS =
      classYaml(
          "shared", "kubernetes.io/no-provisioner", ", volumeBindingMode: WaitForFirstConsumer");
  private static final String FAST = ", selector: {matchLabels: {tier: fast}}";

  private static PersistentVolumeClaim claimOf(String name, String size, String more) {
    return claim(claimYaml(name, SHARED + more).replace("5Gi", size));
  }

  private static String volumeOf(String name, String size) {
    return volumeYaml(name, size, SHARED);
  }

  private static String fast(String volume) {
    return volume.replace("metadata: {", "metadata: {labels: {tier: fast}, ");
  }

  private static List<String> next(ClaimSequence sequence, PersistentVolumeClaim... claims) {
    return sequence.next(List.of(claims)).stream()
        .map(one -> one.claim().name() + ' ' + one.outcome().word() + ' ' + one.volumeName())
        .toList();
  }

  @Test
  void theSmallestClaimOfAPodChoosesFirst() {
    ClaimSequence sequence =
        new ClaimSequence(closed(WAITS, fast(volumeOf("a", "2Gi")), volumeOf("b", "3Gi")));

    assertThat(next(sequence, claimOf("large", "2Gi", FAST), claimOf("small", "1Gi", "")))
        .containsExactly("large Pending ", "small Bound a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Immediate", "WaitForFirstConsumer"})
  void aVolumeIsGivenOnce(String mode) {
    Inventory world =
        closed(
            WAITS.replace("WaitForFirstConsumer", mode),
            volumeOf("a", "1Gi"),
            volumeOf("b", "2Gi"),
            volumeOf("c", "2Gi"));
    ClaimSequence sequence = new ClaimSequence(world);

    assertThat(next(sequence, claimOf("x-0", "1Gi", ""), claimOf("w-0", "1Gi", "")))
        .containsExactly("x-0 Bound a", "w-0 Bound b");
    assertThat(next(sequence, claimOf("x-1", "1Gi", ""), claimOf("w-1", "1Gi", "")))
        .containsExactly("x-1 Bound c", "w-1 Pending ");
    assertThat(sequence.world().volumesPromisedTo("default", "x-1")).hasSize(1);
    assertThat(world.volumesPromisedTo("default", "x-1")).isEmpty();
  }

  @Test
  void anOldClaimWithoutAClassWaitsForItsConsumerInTheDefaultOne() {
    Inventory world =
        closed(
            WAITS.replace(
                "metadata: {name: shared}",
                "metadata: {name: shared, annotations:"
                    + " {storageclass.kubernetes.io/is-default-class: \"true\"}}"),
            volumeYaml("bare", "5Gi", ""),
            volumeOf("of-class", "5Gi"));
    ClaimSequence sequence = new ClaimSequence(world);

    assertThat(next(sequence, oldClaim("first"), oldClaim("second"), oldClaim("third")))
        .containsExactly("first Bound bare", "second Bound of-class", "third Pending ");
  }

  private static PersistentVolumeClaim oldClaim(String name) {
    return claim(
        claimYaml(name, "").replace("namespace: default", "namespace: default, uid: " + name));
  }

  @Test
  void whatIsNamedOrPromisedIsGivenOnceToo() {
    ClaimSequence sequence =
        new ClaimSequence(
            closed(
                WAITS,
                volumeOf("a", "1Gi"),
                volumeYaml(
                    "p", "1Gi", SHARED + ", claimRef: {namespace: default, name: promised}")));

    assertThat(
            next(
                sequence,
                claimOf("x", "1Gi", ", volumeName: a"),
                claimOf("promised", "1Gi", ""),
                claimOf("w", "1Gi", ", volumeName: a"),
                claimOf("z", "1Gi", "")))
        .containsExactly("x Bound a", "promised Bound p", "w Pending a", "z Pending ");
  }

  @Test
  void aClassThatMakesVolumesMakesThemForTheRest() {
    String provisioned =
        classYaml("shared", "nfs.csi.k8s.io", ", volumeBindingMode: WaitForFirstConsumer");
    ClaimSequence sequence = new ClaimSequence(closed(provisioned, volumeOf("a", "1Gi")));

    assertThat(next(sequence, claimOf("x", "1Gi", ""), claimOf("w", "1Gi", "")))
        .containsExactly("x Bound a", "w Provisioning ");
  }

  @Test
  void inAnOpenWorldThereMayBeMoreVolumes() {
    ClaimSequence sequence = new ClaimSequence(open(WAITS, volumeOf("a", "1Gi")));

    assertThat(
            Stream.of(claimOf("x", "1Gi", ""), claimOf("w", "1Gi", ""))
                .map(claim -> sequence.next(List.of(claim)).getFirst().unseen()))
        .containsExactly("", "other PersistentVolumes");
  }

  @Test
  void itIsBadLuckWhereAnotherVolumeWouldHaveDone() {
    PersistentVolumeClaim any = claimOf("any", "1Gi", "");
    PersistentVolumeClaim fast = claimOf("fast", "1Gi", FAST);
    ClaimSequence unlucky =
        new ClaimSequence(closed(WAITS, fast(volumeOf("a", "1Gi")), volumeOf("b", "1Gi")));
    ClaimSequence certain =
        new ClaimSequence(closed(WAITS, fast(volumeOf("a", "1Gi")), volumeOf("b", "2Gi")));

    assertThat(next(unlucky, any, fast)).containsExactly("any Bound a", "fast Pending ");
    assertThat(unlucky.isOutOfLuck(fast)).isTrue();
    assertThat(next(certain, any, fast)).containsExactly("any Bound a", "fast Pending ");
    assertThat(certain.isOutOfLuck(fast)).isFalse();
  }
}
