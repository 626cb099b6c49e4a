package dev.haetae.rule.gpu;

import static dev.haetae.rule.RuleTrial.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RepairCheck;
import dev.haetae.rule.RuleTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuVisibleDevicesTest {
  private static final String ALL = "env: [{name: NVIDIA_VISIBLE_DEVICES, value: all}]";

  private static String pod(String containers) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {containers: ["
        + containers
        + "]}}";
  }

  private static RuleTrial trial(String... spec) {
    return RuleTrial.of("gpu-visible-devices", spec);
  }

  @Test
  void everyCarrierAndEveryContainerIsLookedAtAtEveryPoint() {
    for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
      for (String carrier : RuleTrial.carriers("{" + list + ": [{name: c, " + ALL + "}]}")) {
        for (EnforcementPoint point :
            List.of(EnforcementPoint.CHECK, EnforcementPoint.VALIDATE, EnforcementPoint.AUDIT)) {
          assertThat(found(trial().create(carrier, point)))
              .as(carrier)
              .singleElement()
              .asString()
              .startsWith("VisibleDevicesWithoutGpu ")
              .endsWith("spec." + list + "[0].env[0].value");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/run/nvidia-container-devices",
        "/var/run/nvidia-container-devices/",
        "/var/run/nvidia-container-devices/GPU-1",
        "/var/run/../run//nvidia-container-devices/cdi/nvidia.com/gpu/0"
      })
  void mountsThatListDevicesAreFound(String path) {
    String container = "{name: c, volumeMounts: [{name: v, mountPath: " + path + "}]}";
    assertThat(found(trial().create(pod(container), EnforcementPoint.CHECK)))
        .containsExactly("DeviceVolumeMount spec.containers[0].volumeMounts[0].mountPath");
  }

  @Test
  void anotherVariableMayBeListed() {
    RuleTrial trial = trial("parameters: {variables: [HABANA_VISIBLE_DEVICES]}");
    String pod = pod("{name: c, " + ALL + "}");
    assertThat(found(trial.create(pod, EnforcementPoint.CHECK))).isEmpty();
    assertThat(found(trial.create(pod.replace("NVIDIA", "HABANA"), EnforcementPoint.CHECK)))
        .hasSize(1);
  }

  @Test
  void aMirrorPodShowsWhatRunsAlready() {
    String mirror =
        pod("{name: c, " + ALL + "}")
            .replace("{name: x}", "{name: x, annotations: {kubernetes.io/config.mirror: y}}");
    assertThat(found(trial("mutate: true").create(mirror, EnforcementPoint.CHECK))).isEmpty();
  }

  @Test
  void whatIsNotRepairedAnyMoreIsNoViolation() {
    String pod = pod("{name: c}");
    for (EnforcementPoint point : List.of(EnforcementPoint.VALIDATE, EnforcementPoint.AUDIT)) {
      assertThat(found(trial("mutate: true").create(pod, point))).isEmpty();
    }
    assertThat(found(trial("mutate: true").update(pod, pod, EnforcementPoint.CHECK))).isEmpty();
    assertThat(found(trial().create(pod, EnforcementPoint.CHECK))).isEmpty();
  }

  @Test
  void whatIsSaidFitsIntoAWarning() {
    String name = "N".repeat(300);
    String container =
        "{name: c, env: [{name: NVIDIA_VISIBLE_DEVICES, value: "
            + name
            + "}], volumeMounts: [{name: v, mountPath: /nvidia-container-devices/"
            + name
            + "}], resources: {limits: {RESOURCE: 1}}}";
    String containers =
        container.replace("RESOURCE", "cpu") + ", " + container.replace("RESOURCE", "amd.com/gpu");
    String annotations = "annotations: {cdi.k8s.io/" + name + ": " + name + "}";
    String pod = pod(containers).replace("{name: x}", "{name: x, " + annotations + "}");
    List<Finding> findings = trial().create(pod, EnforcementPoint.CHECK).findings();
    assertThat(findings).hasSize(5);
    for (Finding finding : findings) {
      assertThat(finding.message() + "; " + finding.remediation()).hasSizeLessThanOrEqualTo(256);
    }
  }

  /** The repair adds where nothing is, and changes nothing that is there. */
  @Test
  void repairsAreSound() {
    Random random = new Random(15);
    RepairCheck check = new RepairCheck("gpu-visible-devices", "", "mutate: true");
    int repaired = 0;
    for (int i = 0; i < 200; i++) {
      String initial = "spec: {initContainers: [" + container("i", random) + "], ";
      String containers = container("a", random) + ", " + container("b", random);
      String yaml = pod(containers).replace("spec: {", initial);
      Resource pod = RuleTrial.resources(yaml).getFirst();
      Verdict verdict = check.repairAtTheWebhook(pod);
      repaired += verdict.patch().isEmpty() ? 0 : 1;
      List<String> added = environment(verdict.result());
      assertThat(added).containsAll(environment(pod));
      added.removeAll(environment(pod));
      assertThat(added).allMatch(e -> e.endsWith("_VISIBLE_DEVICES\",\"value\":\"void\"}"));
    }
    assertThat(repaired).isGreaterThan(100);
  }

  private static List<String> environment(Resource pod) {
    List<String> entries = new ArrayList<>();
    for (ContainerView container : pod.pods().getFirst().containers()) {
      for (ObjectView entry : container.environment()) {
        entries.add(container.name() + entry.value());
      }
    }
    return entries;
  }

  private static String container(String name, Random random) {
    List<String> environments =
        List.of(
            "env: null",
            "env: []",
            "env: [{name: A, value: b}]",
            "env: [{name: HIP_VISIBLE_DEVICES, value: void}], envFrom: [{secretRef: {name: s}}]",
            "env: [{name: NVIDIA_VISIBLE_DEVICES}]",
            "env: [{name: NVIDIA_VISIBLE_DEVICES, value: none}, {name: A, value: b}]",
            ALL,
            "env: [{name: NVIDIA_VISIBLE_DEVICES, valueFrom: {secretKeyRef: {name: s, key: k}}}]",
            "envFrom: [{secretRef: {name: s}}]",
            "envFrom: [{prefix: NVIDIA_, configMapRef: {name: s}}]",
            "envFrom: [{prefix: APP_, configMapRef: {name: s}}]");
    List<String> resources =
        List.of(
            "{}",
            "{}",
            "{limits: {nvidia.com/gpu: 1}}",
            "{limits: {amd.com/gpu: 1}}",
            "{limits: {cpu: 1}}",
            "{claims: [{name: g}]}");
    return "{name: "
        + name
        + ", image: a.io/c:1, "
        + environments.get(random.nextInt(environments.size()))
        + ", resources: "
        + resources.get(random.nextInt(resources.size()))
        + "}";
  }
}
