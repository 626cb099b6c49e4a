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
}
