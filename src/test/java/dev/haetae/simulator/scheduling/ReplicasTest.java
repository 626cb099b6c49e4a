package dev.haetae.simulator.scheduling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.PodView;
import dev.haetae.resource.text.Limits;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicasTest {
  private static final String POD = "template: {spec: {containers: [{name: c}]}}";

  private static List<PodView> pods(String apiVersion, String kind, String spec) {
    String yaml =
        "{apiVersion: %s, kind: %s, metadata: {name: a}, spec: {%s}}"
            .formatted(apiVersion, kind, spec.replace("POD", POD));
    return ManifestReader.read(yaml.getBytes(UTF_8), "-", "default", Limits.FILES)
        .resources()
        .getFirst()
        .pods();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apps/v1 | Deployment | POD | 1",
        "apps/v1 | Deployment | replicas: 0, POD | 0",
        "argoproj.io/v1alpha1 | Rollout | replicas: 4, POD | 4",
        "argoproj.io/v1alpha1 | Workflow | parallelism: 50, templates: [{container: {}}] | 1",
        "batch/v1 | Job | parallelism: 5, completions: 2, suspend: true, POD | 2",
        "batch/v1 | CronJob | jobTemplate: {spec: {parallelism: 6, POD}} | 6",
        "jobset.x-k8s.io/v1alpha2 | JobSet"
            + " | replicatedJobs: [{replicas: 2, template: {spec: {parallelism: 3, POD}}}] | 6",
        "kubeflow.org/v2beta1 | MPIJob | mpiReplicaSpecs: {Worker: {replicas: 6, POD}} | 6",
        "ray.io/v1 | RayCluster | workerGroupSpecs: [{groupName: g, replicas: 3, numOfHosts: 4,"
            + " POD}] | 12",
        "ray.io/v1 | RayCluster | workerGroupSpecs: [{groupName: g, replicas: 9, maxReplicas: 2,"
            + " POD}] | 2",
        "ray.io/v1 | RayCluster | workerGroupSpecs: [{groupName: g, minReplicas: 2, POD}] | 2",
        "ray.io/v1 | RayCluster | workerGroupSpecs: [{groupName: g, POD}] | 0",
        "ray.io/v1 | RayJob"
            + " | rayClusterSpec: {workerGroupSpecs: [{groupName: g, replicas: 2, numOfHosts: 2,"
            + " POD}]} | 4",
        "serving.kserve.io/v1beta1 | InferenceService | predictor: {minReplicas: 6} | 6",
        "serving.kserve.io/v1beta1 | InferenceService | predictor: {minReplicas: 0} | 1",
        "serving.kserve.io/v1alpha2 | LLMInferenceService | replicas: 3, template: {} | 3",
        "serving.kserve.io/v1alpha2 | LLMInferenceService"
            + " | scaling: {minReplicas: 2, maxReplicas: 9}, template: {} | 2",
        "serving.kserve.io/v1alpha2 | LLMInferenceService"
            + " | replicas: 2, parallelism: {data: 8, dataLocal: 2}, worker: {} | 6",
        "serving.knative.dev/v1 | Service"
            + " | template: {metadata: {annotations: {autoscaling.knative.dev/min-scale: '5'}},"
            + " spec: {}} | 5",
        "trainer.kubeflow.org/v1alpha1 | TrainJob | trainer: {numNodes: 8} | 8",
        "trainer.kubeflow.org/v1alpha1 | TrainingRuntime | mlPolicy: {numNodes: 4}, template:"
            + " {spec: {replicatedJobs: [{template: {metadata: {labels:"
            + " {trainer.kubeflow.org/trainjob-ancestor-step: trainer}}, spec: {POD}}}]}} | 4",
      })
  void podsAreCountedAsTheyAreMade(String apiVersion, String kind, String spec, int count) {
    assertThat(Replicas.of(pods(apiVersion, kind, spec).getFirst())).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: 2, leaderWorkerTemplate: {size: 3, workerTemplate: {spec: {}}} | 6 | 6",
        "replicas: 2, leaderWorkerTemplate: {size: 3, workerTemplate: {spec: {}}, leaderTemplate:"
            + " {spec: {}}} | 2 | 4",
        "leaderWorkerTemplate: {size: 1, workerTemplate: {spec: {}}} | 1 | 1",
      })
  void groupsHaveALeaderEach(String spec, int first, int then) {
    List<PodView> pods = pods("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", spec);
    assertThat(Replicas.of(pods.getFirst())).isEqualTo(first);
    assertThat(Replicas.of(pods.getLast())).isEqualTo(then);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jobset.x-k8s.io/v1alpha2 | JobSet"
            + " | replicatedJobs: [{replicas: 2, template: {spec: {parallelism: 3, POD}}}] | 4"
            + " | spec.replicatedJobs[0].template.spec.parallelism | 2",
        "jobset.x-k8s.io/v1alpha2 | JobSet"
            + " | replicatedJobs: [{replicas: 8, template: {spec: {parallelism: 3, POD}}}] | 4"
            + " | spec.replicatedJobs[0].replicas | 1",
        "ray.io/v1 | RayCluster | workerGroupSpecs: [{replicas: 1, numOfHosts: 2, POD}] | 1"
            + " | spec.workerGroupSpecs[0].numOfHosts | 1",
        "ray.io/v1 | RayCluster | workerGroupSpecs: [{replicas: 4, numOfHosts: 2, POD}] | 4"
            + " | spec.workerGroupSpecs[0].replicas | 2",
        "leaderworkerset.x-k8s.io/v1 | LeaderWorkerSet | leaderWorkerTemplate: {size: 6,"
            + " leaderTemplate: {}, workerTemplate: {spec: {}}} | 3 |"
            + " spec.leaderWorkerTemplate.size | 4",
      })
  void theFieldToLowerIsOneThatHelps(
      String apiVersion, String kind, String spec, int room, String path, int most) {
    Replicas.Lowering lowering = Replicas.lowering(pods(apiVersion, kind, spec).getLast(), room);
    assertThat(lowering.path()).hasToString(path);
    assertThat(lowering.most()).isEqualTo(most);
  }
}
