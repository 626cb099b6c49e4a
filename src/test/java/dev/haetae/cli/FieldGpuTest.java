package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of GPUs and nodes in inputs from the field. */
class FieldGpuTest {
  @Test
  void whatTheWebhookOfASchedulerThatSharesGpusWritesIsLetThrough() {
    Trial admitted = FieldInput.check("58-kai-fraction/admitted.yaml");
    assertThat(admitted.out()).isEqualTo("1 file, 1 object: 0 denials, 0 warnings\n");
    Trial review = Trial.of("review", FieldInput.path("58-kai-fraction/review.json"));
    assertThat(review.out()).contains("\"allowed\":true").doesNotContain("warnings");
  }

  @Test
  void countersOfMemoryAndTimeAreNoGpusAndRenamedSlicesAre() {
    Trial trial = FieldInput.check("63-gpu-counters/case.yaml");
    assertThat(trial.out())
        .contains("case.yaml:26:5: deny [gpu-limits] Pod default/mps: nvidia.com/gpu-10gb")
        .endsWith("1 file, 3 objects: 1 denial, 0 warnings\n");
  }

  @Test
  void aTemplateIsJudgedForCapacityWithTheRepairsOfItsPods() {
    Trial job = FieldInput.check("26-carrier-without-toleration/case.yaml");
    assertThat(job.out()).isEqualTo("1 file, 1 object: 0 denials, 0 warnings\n");
    assertThat(job.err()).contains("will be pinned to", "will tolerate nvidia.com/gpu:NoSchedule");
    assertThat(FieldInput.check("26-carrier-without-toleration/pod.yaml").out())
        .endsWith("0 denials, 0 warnings, 2 repaired at admission\n");
    Trial review =
        Trial.of(
            "review",
            FieldInput.path("26-carrier-without-toleration/review.json"),
            "-i",
            FieldInput.path("world.yaml"));
    assertThat(review.out()).contains("will tolerate").doesNotContain("no node could run");
  }

  @Test
  void anUnrepairedTemplateFitsNowhereForItsTaint() {
    Trial job =
        FieldInput.check("26-carrier-without-toleration/case.yaml", "--rule", "gpu-capacity");
    assertThat(job.out()).contains("case.yaml:11:30: warn [gpu-capacity]", "has taint nvidia.com");
  }

  @ParameterizedTest
  @CsvSource({
    "27-foreign-label/case.yaml, 10:14, Pod default/sd",
    "27-foreign-label/job.yaml, 13:18, Job default/sd",
    "20-kserve-custom/case.yaml, 13:16, InferenceService default/diffusion"
  })
  void aLabelThatNoNodeHasIsToldOnceAtItsPlaceAsTheUserWroteIt(
      String input, String place, String object) {
    Trial trial = FieldInput.check(input);
    assertThat(trial.out())
        .contains(
            ":" + place + ": deny [gpu-node-affinity] " + object + ": no node matches",
            "\"gpu.nvidia.com/class In [RTX_A5000]\": none has the label \"gpu.nvidia.com/class\"",
            "such as nvidia.com/gpu.product: NVIDIA-A100-SXM4-80GB, NVIDIA-L40S, Tesla-T4")
        .doesNotContain("gpu-capacity", "hostname", "repaired");
    assertThat(trial.err()).doesNotContain("will be pinned");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void theNodeThatTheSelectorPointsAtSaysWhatItOffers() {
    assertThat(FieldInput.check("29-shared-renamed/case.yaml").out())
        .contains(
            "case.yaml:9:26: warn [gpu-capacity] Pod default/two-shares: no node could run the pod,"
                + " even empty: of 4 nodes selector and affinity leave 1: share-c has no"
                + " nvidia.com/gpu\n",
            "fix: ask for nvidia.com/gpu.shared, which share-c has",
            "case.yaml:29:26: warn [gpu-capacity] Pod default/whole-beside-mig: no node could run"
                + " the pod, even empty: of 4 nodes selector and affinity leave 1: mig-b has no",
            "fix: ask for nvidia.com/mig-1g.10gb, which mig-b has");
  }

  @Test
  void aProductThatNoNodeHasIsToldOnceWithTheNearest() {
    assertThat(FieldInput.check("29-shared-renamed/case.yaml").out())
        .contains(
            "case.yaml:15:18: deny [gpu-node-affinity] Pod default/mig-none: no node matches"
                + " \"nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB-MIG-1g.10gb\"",
            "fix: did you mean \"NVIDIA-A100-SXM4-80GB\"?",
            "case.yaml:19:26: warn [gpu-capacity] Pod default/mig-none: no node offers",
            "fix: did you mean \"nvidia.com/mig-1g.10gb\"?")
        .endsWith("1 file, 3 objects: 1 denial, 3 warnings\n");
    assertThat(FieldInput.check("29-shared-renamed/case.yaml", "--rule", "gpu-capacity").out())
        .contains(
            "case.yaml:15:18: warn [gpu-capacity] Pod default/mig-none: no node has the product");
  }

  @Test
  void aPodThatNamesItsNodeIsTheKubeletsToRefuse() {
    assertThat(FieldInput.check("43-nodename-too-many/case.yaml").out())
        .contains(
            "case.yaml:6:89: warn [gpu-capacity] Pod default/forced: nodeName puts the pod on"
                + " \"gpu-a\" past the scheduler, and its kubelet refuses it (OutOfcpu,"
                + " OutOfnvidia.com/gpu): it has 32 of 32 CPUs free, the pod asks for 64; has 4 of"
                + " 4 nvidia.com/gpu free, the pod asks for 16",
            "case.yaml:12:3: warn [gpu-capacity] Pod default/forced-cpu: nodeName puts the pod on"
                + " \"cpu-d\" past the scheduler, and its kubelet refuses it (NodeAffinity)",
            "case.yaml:5:3: deny [gpu-node-affinity] Pod default/forced: nodeName puts the pod on")
        .doesNotContain("pins no node");
    assertThat(FieldInput.predict("43-nodename-too-many/case.yaml").out())
        .contains(
            "Pod default/forced: Unschedulable: is put on \"gpu-a\", past the scheduler, and"
                + " refused by its kubelet (OutOfcpu, OutOfnvidia.com/gpu)",
            "Pod default/forced-cpu: Unschedulable: is put on \"cpu-d\", past the scheduler, and"
                + " refused by its kubelet (NodeAffinity)",
            "the pod would start without");
  }

  @Test
  void whatAnotherSchedulerDecidesIsUndecidedAndSaysSo() {
    Trial check = FieldInput.check("07-hami/case.yaml");
    assertThat(check.out())
        .contains(
            "case.yaml:11:16: undecided [gpu-capacity] Pod default/slice-default: ",
            "HAMi, whose webhook takes such pods, are not looked at",
            "case.yaml:24:16: undecided [gpu-capacity] Pod default/slice-hami: ",
            "\"hami-scheduler\" are not looked at")
        .endsWith("0 denials, 0 warnings, 2 undecided\n");
    assertThat(FieldInput.predict("07-hami/case.yaml").out())
        .contains(
            "; not looked at: schedulerName \"hami-scheduler\", a foreign scheduler\n",
            "; not looked at: the scheduler of HAMi");
  }

  @Test
  void whoIsDrivenAwayIsSaidOfAPodThatRunsByPreemptionOnly() {
    assertThat(FieldInput.predict("68-preemption/case.yaml").out())
        .contains("Schedulable: ", "It runs on gpu-a once it has driven away default/idle\n");
    assertThat(FieldInput.check("68-preemption/case.yaml").out()).contains("0 warnings");
  }

  @Test
  void whatARuntimeClassAddsIsLookedAt() {
    assertThat(FieldInput.check("45-runtime-class/case.yaml").out())
        .isEqualTo("1 file, 2 objects: 0 denials, 0 warnings\n");
    assertThat(FieldInput.predict("45-runtime-class/case.yaml").out())
        .contains(
            "Job default/train: Schedulable: can run on 1 of 2 nodes",
            "Pod default/cuda-no-gpu: Schedulable: can run on 1 of 2 nodes",
            "has no label nvidia.com/gpu.present")
        .doesNotContain("not looked at");
    assertThat(
            Trial.of(
                    "predict",
                    FieldInput.path("45-runtime-class/case.yaml"),
                    "-i",
                    FieldInput.path("world.yaml"))
                .out())
        .contains("; not looked at: runtimeClassName");
  }
}
