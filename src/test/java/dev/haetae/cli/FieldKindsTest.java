package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "11:5 | move it to spec.mountOptions",
        "12:5 | write path",
        "13:5 | append it to path, or write subPath where a container mounts it",
        "14:5 | leave it out: the server has the file system",
        "15:5 | leave it out: server and path name the export",
        "24:5 | move it to spec.volumes[*].persistentVolumeClaim.claimName",
        "25:5 | move it to spec.runtimeClassName",
        "26:5 | move it to spec.nodeSelector",
        "27:5 | move it to spec.tolerations",
        "29:37 | move it to spec.volumes[*].persistentVolumeClaim.claimName",
        "29:54 | write subPath",
        "31:7 | move it to spec.containers[0].resources.limits[nvidia.com/gpu]",
        "32:7 | write limits",
        "34:7 | write configMapRef or secretRef around it",
        "37:73 | write it in the PersistentVolumeClaim that is named",
        "39:26 | write it at volumeMounts of the container that mounts it",
        "41:16 | write sizeLimit",
        "43:5 | move it to spec.volumes[3].persistentVolumeClaim.claimName",
        "45:34 | write persistentVolumeClaim in place of nfs",
        "47:5 | move it to"
            + " spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"
            + ".nodeSelectorTerms",
        "48:3 | move it to spec.affinity.nodeAffinity",
        "54:14 | write its labels right under selector",
        "56:16 | write nodePort",
        "56:33 | write targetPort",
        "57:3 | move it to spec.ports[*].nodePort",
        "63:3 | write accessModes, a list",
        "64:3 | move it to spec.resources.requests.storage",
        "65:3 | write storageClassName",
        "66:3 | move it to spec.resources.requests",
        "67:3 | it belongs to a PersistentVolume, at spec.nfs",
        "68:3 | it belongs to a PersistentVolume, at spec.claimRef",
        "69:3 | write resources.requests.storage: capacity is of a PersistentVolume",
        "75:3 | move it to spec.template.spec.restartPolicy",
        "76:3 | it belongs to a CronJob, at spec.schedule",
        "79:7 | move it to spec.backoffLimit",
      })
  void whatIsInTheWrongPlaceIsToldTheRightOne(String place, String remedy) {
    assertThat(FieldInput.check("40-wrong-branch/case.yaml").out())
        .containsPattern(
            ":"
                + place
                + ": deny .manifest-strict. [^\n]*\n[^\n]*\n[^\n]*\n  fix: "
                + Pattern.quote(remedy)
                + "\n");
  }

  @Test
  void nothingThatHoldsAMeaningIsToBeRemoved() {
    assertThat(FieldInput.check("40-wrong-branch/case.yaml").out())
        .doesNotContain("fix: remove it", "spec.csi", "ephemeral");
  }

  @Test
  void fieldsThatHaveMovedAreNamed() {
    assertThat(FieldInput.check("31-dra-old/case.yaml").out())
        .contains(
            ":1:1: deny [manifest-strict] ResourceClaimTemplate default/random: no matches for"
                + " kind",
            "fix: write apiVersion: resource.k8s.io/v1\n",
            ":14:5: deny [manifest-strict] Pod default/dra-old: unknown field"
                + " spec.resourceClaims[0].source",
            "fix: write what is in it one level up: resourceClaimTemplateName\n");
  }

  @Test
  void claimsOfDevicesThatThePodDoesNotListAreNone() {
    assertThat(FieldInput.check("31-dra-old/case.yaml").out())
        .contains(
            ":35:9: deny [gpu-limits] Pod default/dra-wrong-name: the pod lists no claim \"gpus\""
                + " in resourceClaims: it is refused",
            "fix: did you mean \"gpu\"?");
  }

  @Test
  void amountsBelongUnderLimitsAndRequests() {
    assertThat(FieldInput.check("65-amount-too-high/case.yaml").out())
        .contains(
            "fix: move it to spec.containers[0].resources.limits[nvidia.com/gpu]\n",
            "fix: move it to spec.resources.requests.storage\n");
  }

  @Test
  void plainValuesOfSecretsBelongUnderStringData() {
    assertThat(FieldInput.check("corpus/secret-plain.yaml").out())
        .contains(
            ":5:3: deny [manifest-strict] Secret default/s: data.password wants a base64 string",
            "fix: write it under stringData, or write the base64 of it\n");
  }

  @Test
  void labelsOfASelectorBelongUnderMatchLabels() {
    assertThat(FieldInput.check("corpus/selector-without-matchlabels.yaml").out())
        .contains(
            ":6:5: deny [manifest-strict]", "fix: move it to spec.selector.matchLabels.app\n");
  }
}
