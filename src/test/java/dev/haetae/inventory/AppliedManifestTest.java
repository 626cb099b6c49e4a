package dev.haetae.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.rule.RuleTrial;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AppliedManifestTest {
  private static final String BOUND =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: work
        uid: work-1
        annotations:
          pv.kubernetes.io/bind-completed: "yes"
          note: of the cluster
      spec:
        storageClassName: nas
        volumeName: nas-work
        accessModes: [ReadWriteMany]
      status:
        phase: Bound
      """;
  private static final String WRITTEN =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: work
      spec:
        accessModes: [ReadWriteOnce]
      """;

  private static InventorySnapshot world(String... manifests) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    for (String manifest : manifests) {
      RuleTrial.resources(manifest).forEach(builder::add);
    }
    return builder.build(true);
  }

  private static PersistentVolumeClaim claim(String... manifests) {
    return Objects.requireNonNull(world(manifests).claim("default", "work"));
  }

  @Test
  void keepsWhatTheClusterHasWritten() {
    PersistentVolumeClaim claim = claim(BOUND, WRITTEN);

    assertThat(claim.uid()).isEqualTo("work-1");
    assertThat(claim.volumeName()).isEqualTo("nas-work");
    assertThat(claim.storageClass()).isEqualTo("nas");
    assertThat(claim.phase()).isEqualTo("Bound");
    assertThat(claim.bindCompleted()).isTrue();
    assertThat(claim.accessModes()).containsExactly("ReadWriteOnce");
  }

  @Test
  void takesWhatIsWritten() {
    String elsewhere = WRITTEN + "  volumeName: other\n  storageClassName: \"\"\n";

    assertThat(claim(BOUND, elsewhere).volumeName()).isEqualTo("other");
    assertThat(claim(BOUND, elsewhere).storageClass()).isEmpty();
  }

  @Test
  void leavesTheManifestAsItIs() {
    Resource written = RuleTrial.resources(WRITTEN).getFirst();
    String before = written.tree().toString();
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    RuleTrial.resources(BOUND).forEach(builder::add);

    builder.add(written).build(true);

    assertThat(written.tree().toString()).isEqualTo(before);
  }

  @Test
  void keepsNothingOfAnotherManifestNorForALiveObject() {
    String manifest = BOUND.replace("  uid: work-1\n", "").replaceAll("(?s)status:.*", "");

    assertThat(claim(manifest, WRITTEN).volumeName()).isEmpty();
    assertThat(claim(BOUND, WRITTEN + "status: {phase: Pending}\n").volumeName()).isEmpty();
  }

  @Test
  void keepsWhoHasAVolume() {
    String volume = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a%s}, spec: {%s}%s}";
    InventorySnapshot world =
        world(
            volume.formatted(
                ", uid: a-1",
                "claimRef: {namespace: default, name: work, uid: work-1}, hostPath: {path: /srv}",
                ", status: {phase: Bound}"),
            volume.formatted("", "nfs: {server: nas, path: /e}", ""));

    PersistentVolume applied = Objects.requireNonNull(world.volume("a"));
    assertThat(Objects.requireNonNull(applied.claim()).uid()).isEqualTo("work-1");
    assertThat(applied.phase()).isEqualTo("Bound");
    assertThat(applied.source().type()).isEqualTo("nfs");
  }
}
