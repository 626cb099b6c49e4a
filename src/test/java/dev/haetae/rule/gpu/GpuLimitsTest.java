package dev.haetae.rule.gpu;

import static dev.haetae.rule.RuleTrial.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Verdict;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuLimitsTest {
  private static final String AT = " spec.containers[0].resources.";

  private static String pod(String resources) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {containers: [{name: c,"
        + " resources: "
        + resources
        + "}]}}";
  }

  private static Verdict check(String resources, String... spec) {
    return RuleTrial.of("gpu-limits", spec).create(pod(resources), EnforcementPoint.CHECK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "'1'", "0", "'0'", "1000m", "1e0", "2.0", "1k", "null", "+1"})
  void wholeNumbersPass(String amount) {
    assertThat(found(check("{limits: {nvidia.com/gpu: " + amount + "}}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "500m", "abc", "''", "-1", "true", "{}", "[1]", "1 GPU", "'0x1'", "all"})
  void whatIsNoWholeNumberIsRefusedAndNeverMalformed(String amount) {
    Verdict verdict =
        check("{limits: {nvidia.com/gpu: " + amount + "}}", "parameters: {maxPerPod: 1}");
    assertThat(found(verdict)).containsExactly("GpuNotInteger" + AT + "limits[nvidia.com/gpu]");
    assertThat(verdict.malformed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nvidia.com/gpu",
        "nvidia.com/gpu.shared",
        "nvidia.com/mig-1g.5gb",
        "amd.com/gpu",
        "gpu.intel.com/xe",
        "habana.ai/gaudi",
        "huawei.com/Ascend910",
        "huawei.com/Ascend310P",
        "huawei.com/ascend-1980",
        "huawei.com/npu",
        "nvidia.com/gpu-10gb",
        "nvidia.com/a100.shared"
      })
  void shippedResourcesAreGpus(String name) {
    assertThat(found(check("{requests: {" + name + ": 1}}")))
        .containsExactly("GpuNotInLimits" + AT + "limits[" + name + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cpu",
        "nvidia.com/gpumem",
        "nvidia.com/gpumem-percentage",
        "nvidia.com/gpucores",
        "amd.com/gpu2",
        "rdma/hca",
        "intel.com/fpga",
        "gpu.intel.com/millicores",
        "gpu.intel.com/memory.max",
        "gpu.intel.com/tiles",
        "gpu.intel.com/i915_monitoring",
        "huawei.com/Ascend310P-memory",
        "huawei.com/Ascend910B2-core",
        "volcano.sh/vgpu-memory",
        "volcano.sh/vgpu-cores",
        "aliyun.com/gpu-mem",
        "tencent.com/vcuda-core"
      })
  void otherResourcesAreNot(String name) {
    assertThat(found(check("{requests: {" + name + ": 500m}}"))).isEmpty();
  }

  @Test
  void aCounterIsAGpuWhereItIsListedByItsWholeName() {
    String counter = "{requests: {gpu.intel.com/millicores: 1}}";
    assertThat(found(check(counter, "parameters: {resources: [gpu.intel.com/*]}"))).isEmpty();
    assertThat(found(check(counter, "parameters: {resources: [gpu.intel.com/millicores]}")))
        .containsExactly("GpuNotInLimits" + AT + "limits[gpu.intel.com/millicores]");
  }

  @Test
  void everyCarrierAndEveryContainerIsLookedAtAtBothPoints() {
    String container = "[{name: c, resources: {requests: {nvidia.com/gpu: 1}}}]";
    String spec = "{containers: " + container + ", initContainers: " + container + "}";
    for (String carrier : RuleTrial.carriers(spec)) {
      RuleTrial trial = RuleTrial.of("gpu-limits");
      Verdict checked = trial.create(carrier, EnforcementPoint.CHECK);
      assertThat(found(checked))
          .as(carrier)
          .hasSize(2)
          .allMatch(f -> f.startsWith("GpuNotInLimits"));
      assertThat(found(trial.create(carrier, EnforcementPoint.VALIDATE))).isEqualTo(found(checked));
      assertThat(found(trial.create(carrier, EnforcementPoint.AUDIT))).isEqualTo(found(checked));
    }
  }

  @Test
  void aCarrierIsNotRepaired() {
    String spec = "{containers: [{name: c, resources: {requests: {nvidia.com/gpu: 1}}}]}";
    for (String carrier : RuleTrial.carriers(spec)) {
      Verdict verdict =
          RuleTrial.of("gpu-limits", "mutate: true").create(carrier, EnforcementPoint.CHECK);
      boolean isPod = carrier.contains("kind: Pod,");
      assertThat(verdict.patch().isEmpty()).as(carrier).isNotEqualTo(isPod);
      assertThat(found(verdict).isEmpty()).as(carrier).isEqualTo(isPod);
    }
  }

  @Test
  void theRepairLeavesWhatIsNoNumber() {
    Verdict verdict =
        check("{requests: {nvidia.com/gpu: many, amd.com/gpu: 1}, limits: null}", "mutate: true");
    assertThat(found(verdict)).containsExactly("GpuNotInteger" + AT + "requests[nvidia.com/gpu]");
    assertThat(verdict.result().tree().toString()).contains("\"limits\":{\"amd.com/gpu\":1}");
  }

  @Test
  void aChangeIsNotRepaired() {
    String yaml = pod("{requests: {nvidia.com/gpu: 1}}");
    Verdict verdict =
        RuleTrial.of("gpu-limits", "mutate: true").update(pod("{}"), yaml, EnforcementPoint.CHECK);
    assertThat(verdict.patch()).isEmpty();
    assertThat(found(verdict)).hasSize(1);
  }

  @Test
  void sumsDoNotOverflow() {
    String most = "9223372036854775807";
    assertThat(
            found(
                check(
                    "{limits: {nvidia.com/gpu: " + most + ", amd.com/gpu: " + most + "}}",
                    "parameters: {maxPerContainer: 8, maxPerPod: 8}")))
        .containsExactly("GpuOverMaximum" + AT + "limits", "GpuOverMaximum spec.containers");
  }

  @Test
  void aMaximumCountsAsTheSchedulerDoes() {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: x}
        spec:
          initContainers:
            - {name: a, restartPolicy: Always, resources: {limits: {nvidia.com/gpu: 1}}}
            - {name: b, resources: {limits: {nvidia.com/gpu: %d}}}
          containers:
            - {name: c, resources: {limits: {nvidia.com/gpu: 2}}}
        """;
    RuleTrial trial = RuleTrial.of("gpu-limits", "parameters: {maxPerPod: 3}");
    assertThat(found(trial.create(pod.formatted(2), EnforcementPoint.CHECK))).isEmpty();
    assertThat(found(trial.create(pod.formatted(3), EnforcementPoint.CHECK))).hasSize(1);
  }

  @Test
  void twoSharesOfOneProfileAreSharesNotProfiles() {
    assertThat(
            found(check("{limits: {nvidia.com/mig-1g.5gb.shared: 2, nvidia.com/mig-1g.5gb: 1}}")))
        .containsExactly("GpuSharedMoreThanOne" + AT + "limits[nvidia.com/mig-1g.5gb.shared]");
    assertThat(found(check("{limits: {nvidia.com/mig-1g.5gb: 1, nvidia.com/mig-2g.10gb: 0}}")))
        .isEmpty();
  }

  @Test
  void parametersAreChecked() {
    assertThat(
            RuleTrial.problems(
                "gpu-limits", "parameters: {resources: ['*', 'a*b*'], maxPerPod: -1, most: 1}"))
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .startsWith("spec.parameters.resources must hold names")
                    .contains("\"*\""),
            p -> assertThat(p).startsWith("spec.parameters.resources must hold names"),
            p -> assertThat(p).startsWith("spec.parameters.maxPerPod must be between 0"),
            p -> assertThat(p).startsWith("spec.parameters.most is unknown"));
  }
}
