package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Kinds, carriers, counts of pods and remedies, as they are met in the field. */
class FieldKindsTest {
  @Test
  void kindsThatAreGoneAreNoMatches() {
    assertThat(FieldInput.check("38-old-api-version/case.yaml").out())
        .contains(
            ":1:1: deny [manifest-strict] Deployment default/old: no matches for kind"
                + " \"Deployment\" in version \"extensions/v1beta1\": it was removed in Kubernetes"
                + " 1.16",
            ":14:1: deny [manifest-strict] StatefulSet default/old2: no matches for kind",
            ":26:1: deny [manifest-strict] CronJob default/old3: no matches for kind",
            ":33:1: deny [manifest-strict] Deployment default/wrong-group: no matches for kind",
            "fix: write apiVersion: apps/v1\n",
            "fix: write apiVersion: batch/v1\n")
        // What the other rules saw of them they still see.
        .contains(":24:27: deny [no-host-path] StatefulSet default/old2");
  }

  @Test
  void kindsInAnotherCaseAreNoMatches() {
    assertThat(FieldInput.check("38-old-api-version/case.yaml").out())
        .contains(
            ":45:1: deny [manifest-strict] deployment default/lower: no matches for kind",
            "fix: write kind: Deployment\n",
            ":51:1: deny [manifest-strict] PersistentVolumeclaim default/typo: no matches for kind",
            "fix: write kind: PersistentVolumeClaim\n");
  }

  @Test
  void kindsOfAnotherGroupAreNoMatches() {
    assertThat(FieldInput.check("corpus/v1-deployment.yaml").out())
        .contains(
            ":1:1: deny [manifest-strict] Deployment default/web: no matches for kind"
                + " \"Deployment\" in version \"v1\"",
            "fix: write apiVersion: apps/v1\n");
  }

  @Test
  void nothingIsPredictedOfAKindThatIsGone() {
    Trial trial = FieldInput.predict("38-old-api-version/case.yaml");
    assertThat(trial.out())
        .contains(":14:1: error StatefulSet default/old2: no matches for kind")
        .contains("0 predictions, 6 errors");
  }

  @Test
  void volumesThatClaimTemplatesReplaceAreNoVolumes() {
    Trial trial = FieldInput.check("62-shadowed-volume/case.yaml");
    assertThat(trial.out()).contains("1 file, 2 objects: 0 denials, 0 warnings");
    assertThat(trial.code()).isZero();
    assertThat(FieldInput.predict("62-shadowed-volume/case.yaml").out())
        .doesNotContain("does not exist");
  }

  @Test
  void podsOfGroupsOfHostsAreCountedAsTheOperatorMakesThem() {
    assertThat(FieldInput.check("22-ray/case.yaml").out())
        .contains(":20:5: warn [gpu-capacity] RayCluster default/multi: ", "1 of 2 stays Pending");
  }

  @Test
  void podsOfBatchKindsAreCountedAsTheirOperatorsMakeThem() {
    assertThat(FieldInput.check("49-batch-kinds/case.yaml").out())
        .containsPattern(":10:9: warn .gpu-capacity. JobSet default/js: .*: 2 of 6 stay Pending")
        .contains("fix: write parallelism: 2 or fewer")
        .containsPattern(":22:3: warn .gpu-capacity. LeaderWorkerSet default/lws: .*: 2 of 6 stay")
        .contains("fix: write replicas: 1 or fewer")
        .containsPattern(":39:5: warn .gpu-capacity. Job default/vj: .*: 1 of 5 stays Pending")
        .containsPattern(":52:3: warn .gpu-capacity. Job default/queued: .*: 6 of 10 stay Pending")
        .containsPattern(":69:7: warn .gpu-capacity. CronJob default/nightly: .*: 2 of 6 stay")
        .containsPattern(":85:7: warn .gpu-capacity. MPIJob default/mpi: .*: 2 of 6 stay Pending")
        .containsPattern(":97:5: warn .gpu-capacity. InferenceService default/isvc: .*: 2 of 6")
        .containsPattern(":108:5: warn .gpu-capacity. TrainJob default/tj: .*: 4 of 8 stay");
  }

  @Test
  void theClaimOfAModelsUriIsOneThatThePodMounts() {
    assertThat(FieldInput.check("49-batch-kinds/case.yaml").out())
        .contains(
            ":100:43: warn [pvc-bound-rwx-nfs] InferenceService default/isvc: claim \"x\" does not"
                + " exist");
  }
}
