package dev.haetae.rule;

import static dev.haetae.rule.RuleTrial.found;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An object of every custom kind that carries pod specs is judged in each of them. */
class CustomCarriersTest {
  private static final Path OBJECTS =
      Path.of("src/test/resources/dev/haetae/resource/custom-carriers.yaml");
  private static final Set<String> BUILT_IN = Set.of("", "apps", "batch");
  private static final String JOBS = "replicatedJobs[%d].template.spec.template.spec";
  private static final Map<String, List<String>> PATHS =
      Map.ofEntries(
          entry("Rollout.argoproj.io", List.of("spec.template.spec")),
          entry(
              "PyTorchJob.kubeflow.org",
              List.of(
                  "spec.pytorchReplicaSpecs.Master.template.spec",
                  "spec.pytorchReplicaSpecs.Worker.template.spec")),
          entry(
              "TFJob.kubeflow.org",
              List.of(
                  "spec.tfReplicaSpecs.Chief.template.spec",
                  "spec.tfReplicaSpecs.PS.template.spec")),
          entry(
              "MPIJob.kubeflow.org",
              List.of(
                  "spec.mpiReplicaSpecs.Launcher.template.spec",
                  "spec.mpiReplicaSpecs.Worker.template.spec")),
          entry("Workflow.argoproj.io", List.of("spec.templates[1]", "spec.templates[2]")),
          entry("CronWorkflow.argoproj.io", List.of("spec.workflowSpec.templates[0]")),
          entry("WorkflowTemplate.argoproj.io", List.of("spec.templates[0]")),
          entry("ClusterWorkflowTemplate.argoproj.io", List.of("spec.templates[0]")),
          entry("Service.serving.knative.dev", List.of("spec.template.spec")),
          entry("Configuration.serving.knative.dev", List.of("spec.template.spec")),
          entry("Revision.serving.knative.dev", List.of("spec")),
          entry("XGBoostJob.kubeflow.org", List.of("spec.xgbReplicaSpecs.Master.template.spec")),
          entry("PaddleJob.kubeflow.org", List.of("spec.paddleReplicaSpecs.Worker.template.spec")),
          entry("JAXJob.kubeflow.org", List.of("spec.jaxReplicaSpecs.Worker.template.spec")),
          entry("ServingRuntime.serving.kserve.io", List.of("spec", "spec.workerSpec")),
          entry("ClusterServingRuntime.serving.kserve.io", List.of("spec")),
          entry(
              "LLMInferenceService.serving.kserve.io",
              List.of("spec.template", "spec.worker", "spec.prefill.template")),
          entry("Notebook.kubeflow.org", List.of("spec.template.spec")),
          entry(
              "TrainJob.trainer.kubeflow.org",
              List.of(
                  "spec.trainer",
                  "spec.podTemplateOverrides[0].spec",
                  "spec.runtimePatches[0].trainingRuntimeSpec.template.spec." + JOBS.formatted(0))),
          entry(
              "TrainingRuntime.trainer.kubeflow.org",
              List.of(
                  "spec.template.spec." + JOBS.formatted(0),
                  "spec.template.spec." + JOBS.formatted(1))),
          entry(
              "ClusterTrainingRuntime.trainer.kubeflow.org",
              List.of("spec.template.spec." + JOBS.formatted(0))),
          entry(
              "RayCluster.ray.io",
              List.of(
                  "spec.headGroupSpec.template.spec",
                  "spec.workerGroupSpecs[0].template.spec",
                  "spec.workerGroupSpecs[1].template.spec")),
          entry(
              "RayJob.ray.io",
              List.of(
                  "spec.rayClusterSpec.headGroupSpec.template.spec",
                  "spec.rayClusterSpec.workerGroupSpecs[0].template.spec",
                  "spec.submitterPodTemplate.spec")),
          entry(
              "RayService.ray.io",
              List.of(
                  "spec.rayClusterConfig.headGroupSpec.template.spec",
                  "spec.rayClusterConfig.workerGroupSpecs[0].template.spec")),
          entry(
              "JobSet.jobset.x-k8s.io",
              List.of("spec." + JOBS.formatted(0), "spec." + JOBS.formatted(1))),
          entry(
              "LeaderWorkerSet.leaderworkerset.x-k8s.io",
              List.of(
                  "spec.leaderWorkerTemplate.leaderTemplate.spec",
                  "spec.leaderWorkerTemplate.workerTemplate.spec")),
          entry(
              "Job.batch.volcano.sh",
              List.of("spec.tasks[0].template.spec", "spec.tasks[1].template.spec")),
          entry(
              "InferenceService.serving.kserve.io",
              List.of(
                  "spec.predictor",
                  "spec.predictor.workerSpec",
                  "spec.transformer",
                  "spec.explainer")));

  static Stream<Resource> objects() throws IOException {
    return RuleTrial.resources(Files.readString(OBJECTS)).stream();
  }

  @Test
  void everyCustomKindIsTried() throws IOException {
    Set<String> shipped = new TreeSet<>();
    for (GroupKind kind : Carriers.SHIPPED.kinds()) {
      if (!BUILT_IN.contains(kind.group())) {
        shipped.add(kind.toString());
      }
    }
    assertThat(objects().map(object -> object.groupKind().toString()))
        .containsExactlyInAnyOrderElementsOf(shipped);
    assertThat(PATHS.keySet()).containsExactlyInAnyOrderElementsOf(shipped);
  }

  @Test
  void everyKindIsDocumented() throws IOException {
    String documented = Files.readString(Path.of("docs/predictions.md"));
    for (GroupKind kind : Carriers.SHIPPED.kinds()) {
      assertThat(documented).contains('`' + kind.kind() + '`');
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void podSpecsAreWhereTheyStand(Resource object) {
    assertThat(object.pods().stream().map(pod -> pod.spec().path().toString()))
        .containsExactlyElementsOf(PATHS.getOrDefault(object.groupKind().toString(), List.of()));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void everyPodSpecIsJudged(Resource object) {
    List<String> mounts =
        object.pods().stream()
            .filter(pod -> !pod.volumes().isEmpty())
            .map(pod -> "HostPathVolume " + pod.spec().path() + ".volumes[0].hostPath")
            .toList();
    assertThat(mounts).isNotEmpty();
    assertThat(found(RuleTrial.of("no-host-path").create(object, EnforcementPoint.CHECK)))
        .isEqualTo(mounts);
  }

  @Test
  void theContainerThatServesAModelIsOne() throws IOException {
    Resource service =
        objects()
            .filter(object -> object.kind().equals("InferenceService"))
            .findFirst()
            .orElseThrow();
    PodView predictor = service.pods().getFirst();
    assertThat(predictor.containers()).hasSize(1);
    assertThat(
            found(
                RuleTrial.of("gpu-limits", "parameters: {maxPerContainer: 2}")
                    .create(service, EnforcementPoint.CHECK)))
        .containsExactly(
            "GpuOverMaximum"
                + " spec.predictor.workerSpec.containers[0].resources.limits[nvidia.com/gpu]");
    String affinity = "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution";
    assertThat(found(RuleTrial.of("gpu-node-affinity").create(service, EnforcementPoint.CHECK)))
        .containsExactly(
            "NodeAffinityMissing spec.predictor." + affinity,
            "NodeAffinityMissing spec.predictor.workerSpec." + affinity);
  }
}
