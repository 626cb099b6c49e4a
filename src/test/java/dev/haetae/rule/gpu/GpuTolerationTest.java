package dev.haetae.rule.gpu;

import static dev.haetae.rule.RuleTrial.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RepairCheck;
import dev.haetae.rule.RuleTrial;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuTolerationTest {
  private static final String GPU =
      "{name: c, image: a.io/c:1, resources: {limits: {nvidia.com/gpu: 1}}}";
  private static final String NODE = node("gpu-1", "{key: nvidia.com/gpu, effect: NoSchedule}");

  private static String node(String name, String... taints) {
    return "{apiVersion: v1, kind: Node, metadata: {name: "
        + name
        + ", labels: {kubernetes.io/hostname: "
        + name
        + "}}, spec: {taints: ["
        + String.join(", ", taints)
        + "]}, status: {allocatable: {cpu: 8, memory: 64Gi, pods: 110, nvidia.com/gpu: 4,"
        + " amd.com/gpu: 2}}}\n---\n";
  }

  private static String pod(String tolerations) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {"
        + tolerations
        + "containers: ["
        + GPU
        + "]}}";
  }

  private static RuleTrial trial(String... spec) {
    return RuleTrial.of("gpu-toleration", spec);
  }

  @Test
  void everyCarrierIsToldOrRepaired() {
    String initial = "{containers: [{name: d}], initContainers: [" + GPU + "]}";
    for (String carrier : RuleTrial.carriers(initial)) {
      boolean isPod = carrier.contains("kind: Pod,");
      boolean stays = carrier.contains("DaemonSet");
      assertThat(found(trial().in(NODE).create(carrier, EnforcementPoint.VALIDATE)))
          .as(carrier)
          .hasSize(1);
      Verdict repairing = trial("mutate: true").in(NODE).create(carrier, EnforcementPoint.CHECK);
      assertThat(found(repairing)).as(carrier).hasSize(stays ? 1 : 0);
      assertThat(repairing.notes()).as(carrier).hasSize(stays || isPod ? 0 : 1);
      assertThat(repairing.patch()).as(carrier).hasSize(isPod ? 2 : 0);
    }
    for (String carrier : RuleTrial.carriers(initial.replace("initC", "ephemeralC"))) {
      assertThat(found(trial().in(NODE).create(carrier, EnforcementPoint.CHECK)))
          .as(carrier)
          .isEmpty();
    }
  }

  @Test
  void aChangeIsNotRepaired() {
    Verdict verdict =
        trial("mutate: true").in(NODE).update(pod(""), pod(""), EnforcementPoint.CHECK);
    assertThat(verdict.patch()).isEmpty();
    assertThat(found(verdict)).containsExactly("GpuTaintNotTolerated spec.tolerations");
  }

  @Test
  void aListedTaintIsToleratedByItsValueAlone() {
    RuleTrial trial = trial("mutate: true", "parameters: {taints: ['dedicated=gpu:NoSchedule']}");
    String nodes =
        node("gpu-1", "{key: dedicated, value: gpu, effect: NoSchedule}")
            + node("gpu-2", "{key: dedicated, value: speech, effect: NoSchedule}");
    Verdict verdict = trial.in(nodes).create(pod(""), EnforcementPoint.MUTATE);
    assertThat(verdict.patch().getFirst().value())
        .hasToString(
            """
            [{"key":"dedicated","operator":"Equal","value":"gpu",\
            "effect":"NoSchedule"}]\
            """);
  }

  @Test
  void aTaintOfAnotherVendorDoesNotConcernThePod() {
    RuleTrial trial = trial("parameters: {taints: ['amd.com/gpu:NoSchedule']}");
    String other = pod("").replace("nvidia.com", "amd.com");
    assertThat(found(trial.create(pod(""), EnforcementPoint.CHECK))).isEmpty();
    assertThat(found(trial.create(other, EnforcementPoint.CHECK))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpu",
        "gpu:",
        ":NoSchedule",
        "gpu:PreferNoSchedule",
        "gpu:NoSchedule=x",
        "",
        "=a:NoExecute"
      })
  void listedTaintsAreChecked(String taint) {
    assertThat(RuleTrial.problems("gpu-toleration", "parameters: {taints: ['" + taint + "']}"))
        .singleElement()
        .asString()
        .contains("must hold taints such as nvidia.com/gpu:NoSchedule");
  }

  @Test
  void whatIsSaidFitsIntoAWarning() {
    String name = "n".repeat(250);
    String key = "nvidia.com/mig-" + "k".repeat(60);
    String taint = "{key: " + key + ", value: " + "v".repeat(63) + ", effect: NoSchedule}";
    String nodes = node(name + "1", taint) + node(name + "2", taint) + node(name + "3", taint);
    Finding finding =
        trial().in(nodes).create(pod(""), EnforcementPoint.CHECK).findings().getFirst();
    assertThat(finding.message() + "; " + finding.remediation()).hasSizeLessThanOrEqualTo(256);
  }

  @Test
  void repairsAreSound() {
    Random random = new Random(8);
    List<String> taints =
        List.of(
            "{key: nvidia.com/gpu, value: present, effect: NoSchedule}",
            "{key: nvidia.com/gpu, effect: NoExecute}",
            "{key: amd.com/gpu, value: a, effect: NoSchedule}",
            "{key: dedicated, value: gpu, effect: NoSchedule}",
            "{key: team, value: speech, effect: NoSchedule}",
            "{key: nvidia.com/gpu, value: other, effect: PreferNoSchedule}");
    List<String> tolerations =
        List.of(
            "",
            "tolerations: null, ",
            "tolerations: [], ",
            "tolerations: [{key: nvidia.com/gpu, operator: Exists}], ",
            "tolerations: [{key: nvidia.com/gpu, value: present}], ",
            "tolerations: [{key: team, operator: Exists, effect: NoSchedule}], ",
            "tolerations: [{operator: Exists, effect: NoExecute}], ");
    int repaired = 0;
    for (int i = 0; i < 150; i++) {
      StringBuilder nodes = new StringBuilder();
      for (int j = random.nextInt(4); j >= 0; j--) {
        nodes.append(node("gpu-" + j, some(taints, random)));
      }
      String listed = "parameters: {taints: ['dedicated=gpu:NoSchedule']}";
      RepairCheck check =
          new RepairCheck("gpu-toleration", nodes.toString(), "mutate: true", listed);
      String chosen = tolerations.get(random.nextInt(tolerations.size()));
      Resource pod = RuleTrial.resources(pod(chosen)).getFirst();
      repaired += check.repairAtTheWebhook(pod).patch().isEmpty() ? 0 : 1;
    }
    assertThat(repaired).isGreaterThan(50);
  }

  private static String[] some(List<String> taints, Random random) {
    return taints.stream().filter(_ -> random.nextInt(3) == 0).toArray(String[]::new);
  }
}
