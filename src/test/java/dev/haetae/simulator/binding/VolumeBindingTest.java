package dev.haetae.simulator.binding;

import static dev.haetae.simulator.Worlds.claim;
import static dev.haetae.simulator.Worlds.claimYaml;
import static dev.haetae.simulator.Worlds.classYaml;
import static dev.haetae.simulator.Worlds.closed;
import static dev.haetae.simulator.Worlds.open;
import static dev.haetae.simulator.Worlds.volumeYaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.Worlds;
import dev.haetae.simulator.binding.ClaimPrediction.Cause;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.prediction.ClusterSettings;
import dev.haetae.simulator.prediction.Predictor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recorded answers do not cover, and what is said. */
final class VolumeBindingTest {
  private static final String DEFAULT =
      """
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      provisioner: nfs.csi.k8s.io
      metadata: {name: %s, creationTimestamp: %s, \
      annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
      """;

  private static ClaimPrediction predict(String claim, String... world) {
    return VolumeBinding.predict(claim(claim), closed(world));
  }

  private static String bound(String uid, String volume) {
    return """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: default%s, annotations: {pv.kubernetes.io/bind-completed: "yes"}}
    spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 5Gi}}, storageClassName: "", volumeName: %s}
    status: {phase: Bound}
    """
        .formatted(uid.isEmpty() ? "" : ", uid: " + uid, volume);
  }

  @Test
  void theNewestDefaultClassIsTheClaims() {
    ClaimPrediction prediction =
        predict(
            claimYaml("data", ""),
            DEFAULT.formatted("older", "2026-01-01T00:00:00Z"),
            DEFAULT.formatted("newer", "2026-02-01T00:00:00Z"));
    assertThat(prediction.claim().storageClass()).isEqualTo("newer");
    assertThat(prediction.classDefaulted()).isTrue();
    assertThat(prediction.outcome()).isEqualTo(Outcome.PROVISIONING);
  }

  @Test
  void ofEquallyOldDefaultClassesTheFirstByNameIsTheClaims() {
    ClaimPrediction prediction =
        predict(
            claimYaml("data", ""),
            DEFAULT.formatted("b", "2026-01-01T00:00:00Z"),
            DEFAULT.formatted("a", "2026-01-01T00:00:00Z"));
    assertThat(prediction.claim().storageClass()).isEqualTo("a");
  }

  @Test
  void theEmptyClassStays() {
    ClaimPrediction prediction =
        predict(
            claimYaml("data", ", storageClassName: \"\""),
            DEFAULT.formatted("a", "2026-01-01T00:00:00Z"),
            volumeYaml("pv-1", "5Gi", ""));
    assertThat(prediction.possibleVolumes()).containsExactly("pv-1");
  }

  @Test
  void anOldClaimWithoutClassTriesVolumesWithoutClassFirst() {
    String old = claimYaml("data", "").replace("namespace: default", "namespace: default, uid: u1");
    String standard = DEFAULT.formatted("a", "2026-01-01T00:00:00Z");
    assertThat(predict(old, standard, volumeYaml("pv-1", "5Gi", "")).outcome())
        .isEqualTo(Outcome.BOUND);
    assertThat(predict(old, standard, volumeYaml("pv-1", "1Gi", "")).outcome())
        .isEqualTo(Outcome.PROVISIONING);
  }

  @Test
  void saysThatTheDefaultClassKeepsAClaimFromTheVolumeItNames() {
    ClaimPrediction prediction =
        predict(
            claimYaml("data", ", volumeName: pv-1"),
            DEFAULT.formatted("nfs-csi", "2026-01-01T00:00:00Z"),
            volumeYaml("pv-1", "5Gi", ""));
    assertThat(prediction.mismatch()).isEqualTo(Criterion.STORAGE_CLASS);
    assertThat(prediction.message())
        .isEqualTo(
            "stays Pending: Cannot bind to requested volume \"pv-1\": storageClassName does not"
                + " match: it writes none and gets the default class \"nfs-csi\", the volume has"
                + " \"\"; write storageClassName: \"\"");
  }

  @Test
  void aBoundClaimStaysBound() {
    String volume =
        volumeYaml("pv-1", "1Gi", ", claimRef: {namespace: default, name: data, uid: u1}");
    assertThat(predict(bound("u1", "pv-1"), volume).cause()).isEqualTo(Cause.ALREADY_BOUND);
    // A manifest of it has no uid.
    assertThat(predict(bound("", "pv-1"), volume).cause()).isEqualTo(Cause.ALREADY_BOUND);
  }

  @Test
  void aBoundClaimIsLostWithItsVolume() {
    ClaimPrediction gone = predict(bound("u1", "pv-1"));
    assertThat(gone.outcome()).isEqualTo(Outcome.LOST);
    assertThat(gone.cause()).isEqualTo(Cause.VOLUME_GONE);
    assertThat(gone.message()).contains("Bound claim has lost its PersistentVolume \"pv-1\"");
    ClaimPrediction misbound =
        predict(
            bound("u1", "pv-1"),
            volumeYaml("pv-1", "5Gi", ", claimRef: {namespace: a, name: b, uid: u2}"));
    assertThat(misbound.cause()).isEqualTo(Cause.VOLUME_MISBOUND);
    assertThat(misbound.message()).contains("Two claims are bound to the same volume", "(a/b)");
  }

  @Test
  void attributesClassesMustMatch() {
    String claim = claimYaml("data", ", storageClassName: \"\", volumeAttributesClassName: fast");
    assertThat(predict(claim, volumeYaml("pv-1", "5Gi", "")).outcome()).isEqualTo(Outcome.PENDING);
    assertThat(
            predict(claim, volumeYaml("pv-1", "5Gi", ", volumeAttributesClassName: fast"))
                .outcome())
        .isEqualTo(Outcome.BOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "nfs.csi.k8s.io, PROVISIONING",
    "kubernetes.io/aws-ebs, PROVISIONING",
    "kubernetes.io/no-provisioner, PENDING",
    "kubernetes.io/glusterfs, PENDING"
  })
  void onlyProvisionersThatExistMakeVolumes(String provisioner, Outcome outcome) {
    assertThat(
            predict(
                    claimYaml("data", ", storageClassName: fast"),
                    classYaml("fast", provisioner, ""))
                .outcome())
        .isEqualTo(outcome);
  }

  @Test
  void aVolumeThatIsPromisedBindsBeforeTheConsumer() {
    ClaimPrediction prediction =
        predict(
            claimYaml("data", ", storageClassName: fast"),
            classYaml(
                "fast",
                "kubernetes.io/no-provisioner",
                ", volumeBindingMode: WaitForFirstConsumer"),
            volumeYaml("pv-free", "5Gi", ", storageClassName: fast"),
            volumeYaml("pv-mine", "9Gi", ", claimRef: {namespace: default, name: data}"));
    assertThat(prediction.cause()).isEqualTo(Cause.VOLUME_PROMISED);
    assertThat(prediction.message()).isEqualTo("binds to \"pv-mine\", whose claimRef names it");
  }

  @Test
  void equallyGoodVolumesAreTies() {
    ClaimPrediction prediction =
        predict(
            claimYaml("data", ", storageClassName: \"\""),
            volumeYaml("pv-c", "6Gi", ""),
            volumeYaml("pv-b", "6Gi", ""),
            volumeYaml("pv-a", "7Gi", ""));
    assertThat(prediction.possibleVolumes()).containsExactly("pv-b", "pv-c");
    assertThat(prediction.message()).isEqualTo("binds to \"pv-b\" or \"pv-c\"");
  }

  @Test
  void anOpenWorldSaysWhatWasNotFound() {
    assertThat(unseen(claimYaml("data", ", storageClassName: fast"), open()))
        .isEqualTo("StorageClass \"fast\"");
    assertThat(unseen(claimYaml("data", ", volumeName: pv-1"), open()))
        .isEqualTo("PersistentVolume \"pv-1\"");
    assertThat(unseen(claimYaml("data", ""), open()))
        .isEqualTo("other PersistentVolumes and a default StorageClass");
    assertThat(unseen(claimYaml("data", ", storageClassName: \"\""), open()))
        .isEqualTo("other PersistentVolumes");
    assertThat(unseen(bound("u1", "pv-1"), open())).isEqualTo("PersistentVolume \"pv-1\"");
    assertThat(
            unseen(
                claimYaml("data", ", storageClassName: \"\""), open(volumeYaml("pv", "5Gi", ""))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", storageClassName: fast", ", volumeName: pv-1"})
  void aClosedWorldIsNeverUncertain(String more) {
    assertThat(unseen(claimYaml("data", more), closed())).isEmpty();
  }

  private static String unseen(String claim, Inventory world) {
    return VolumeBinding.predict(claim(claim), world).unseen();
  }

  @Test
  void explainsEveryVolumeAndWhatToChange() {
    Inventory world =
        closed(
            volumeYaml("a-small", "1Gi", ""),
            volumeYaml("b-class", "5Gi", ", storageClassName: slow"),
            volumeYaml("c-taken", "5Gi", ", claimRef: {namespace: team, name: logs, uid: u}"),
            volumeYaml("d-modes", "5Gi", "").replace("ReadWriteMany", "ReadWriteOnce"),
            volumeYaml("e-block", "5Gi", ", volumeMode: Block"),
            volumeYaml("f-failed", "5Gi", "").replace("Available", "Failed"),
            volumeYaml("g-good", "5Gi", ""),
            volumeYaml("h-small-slow", "1Gi", ", storageClassName: slow"));
    List<VolumeCandidate> candidates =
        VolumeBinding.explain(claim(claimYaml("data", ", storageClassName: \"\"")), world);
    assertThat(candidates)
        .extracting(one ->
            one.volume().name() + ": " + one.reason() + ": " + one.detail() + ' ' + one.changes())
        .containsExactly(
            "a-small: requested PV is too small: has 1Gi of the 5Gi asked for [ask for ≤ 1Gi]",
            "b-class: storageClassName does not match: has storageClassName \"slow\", the claim no"
                + " storageClassName [write storageClassName: \"slow\"]",
            "c-taken: volume already bound to a different claim: belongs to a different claim"
                + " (team/logs) [take another volume, or remove spec.claimRef of c-taken once its"
                + " claim is gone]",
            "d-modes: incompatible accessMode: offers ReadWriteOnce, not ReadWriteMany"
                + " [add ReadWriteMany to d-modes]",
            "e-block: incompatible volumeMode: is a Block, the claim asks for a Filesystem"
                + " [write volumeMode: Block]",
            "f-failed: volume is not Available: is in phase Failed [make f-failed Available]",
            "g-good: : fits []",
            "h-small-slow: requested PV is too small: has 1Gi of the 5Gi asked for; has"
                + " storageClassName \"slow\", the claim no storageClassName [ask for ≤ 1Gi, write"
                + " storageClassName: \"slow\"]");
  }

  @Test
  void explainsTheNamedVolumeOnly() {
    Inventory world = closed(volumeYaml("pv-1", "1Gi", ""), volumeYaml("pv-2", "5Gi", ""));
    assertThat(VolumeBinding.explain(claim(claimYaml("data", ", volumeName: pv-1")), world))
        .extracting(one -> one.volume().name())
        .containsExactly("pv-1");
  }

  @Test
  void aClaimThatIsAppliedAgainKeepsItsVolume() {
    String written = claimYaml("data", ", storageClassName: \"\"");
    String claimRef = ", claimRef: {namespace: default, name: data, uid: data-1}";
    String volume = volumeYaml("pv-1", "5Gi", claimRef);
    Resource object = Worlds.resource(written);
    Inventory applied = closed(volume, bound("data-1", "pv-1"), written);
    Inventory anew = closed(volume, written);

    assertThat(VolumeBinding.predict(VolumeBinding.claim(object, applied), applied).outcome())
        .isEqualTo(Outcome.BOUND);
    assertThat(VolumeBinding.predict(VolumeBinding.claim(object, anew), anew).outcome())
        .isEqualTo(Outcome.PENDING);
  }

  @Test
  void anAppliedClaimIsPredictedBound() {
    String written = claimYaml("data", ", storageClassName: \"\"");
    String claimRef = ", claimRef: {namespace: default, name: data, uid: data-1}";
    String volume = volumeYaml("pv-1", "5Gi", claimRef);
    Inventory before = closed(volume, bound("data-1", "pv-1"));
    Inventory world = closed(volume, bound("data-1", "pv-1"), written);

    assertThat(
            new Predictor(before, world, (_, _) -> null, ClusterSettings.DEFAULT)
                .predict(Worlds.resources(written), (_, e) -> fail(e), (_, e) -> fail(e)))
        .extracting(one -> one.outcome().word())
        .containsExactly("Bound");
  }
}
