package dev.haetae.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that carry pod specs, and where: {@code spec.template.spec} of a Deployment, every
 * {@code spec.pytorchReplicaSpecs.*.template.spec} of a PyTorchJob.
 *
 * <p>In a path, {@code *} stands for every value of a map and {@code name[]} for every element of
 * the list {@code name}. An object knows the carriers it was read with; a table of policies knows
 * those it was compiled for. Immutable.
 */
public final class Carriers {
  private static final String TEMPLATE = "spec.template.spec";
  private static final Map<GroupKind, List<String[]>> KNOWN =
      Map.ofEntries(
          entry("", "Pod", "spec"),
          entry("", "PodTemplate", "template.spec"),
          entry("", "ReplicationController", TEMPLATE),
          entry("apps", "ReplicaSet", TEMPLATE),
          entry("apps", "Deployment", TEMPLATE),
          entry("apps", "StatefulSet", TEMPLATE),
          entry("apps", "DaemonSet", TEMPLATE),
          entry("batch", "Job", TEMPLATE),
          entry("batch", "CronJob", "spec.jobTemplate.spec.template.spec"),
          entry("argoproj.io", "Rollout", TEMPLATE),
          entry("kubeflow.org", "PyTorchJob", "spec.pytorchReplicaSpecs.*.template.spec"),
          entry("kubeflow.org", "TFJob", "spec.tfReplicaSpecs.*.template.spec"),
          entry("kubeflow.org", "MPIJob", "spec.mpiReplicaSpecs.*.template.spec"),
          entry("kubeflow.org", "Notebook", TEMPLATE),
          // Parts of pod specs, which are laid over those of the runtime.
          entry(
              "trainer.kubeflow.org",
              "TrainJob",
              "spec.podTemplateOverrides[].spec",
              "spec.runtimePatches[].trainingRuntimeSpec.template.spec.replicatedJobs[]"
                  + ".template.spec.template.spec"),
          entry(
              "trainer.kubeflow.org",
              "TrainingRuntime",
              "spec.template.spec.replicatedJobs[].template.spec.template.spec"),
          entry(
              "trainer.kubeflow.org",
              "ClusterTrainingRuntime",
              "spec.template.spec.replicatedJobs[].template.spec.template.spec"),
          entry(
              "ray.io",
              "RayCluster",
              "spec.headGroupSpec.template.spec",
              "spec.workerGroupSpecs[].template.spec"),
          entry(
              "ray.io",
              "RayJob",
              "spec.rayClusterSpec.headGroupSpec.template.spec",
              "spec.rayClusterSpec.workerGroupSpecs[].template.spec",
              "spec.submitterPodTemplate.spec"),
          entry(
              "ray.io",
              "RayService",
              "spec.rayClusterConfig.headGroupSpec.template.spec",
              "spec.rayClusterConfig.workerGroupSpecs[].template.spec"),
          entry("jobset.x-k8s.io", "JobSet", "spec.replicatedJobs[].template.spec.template.spec"),
          entry(
              "leaderworkerset.x-k8s.io",
              "LeaderWorkerSet",
              "spec.leaderWorkerTemplate.leaderTemplate.spec",
              "spec.leaderWorkerTemplate.workerTemplate.spec"),
          entry("batch.volcano.sh", "Job", "spec.tasks[].template.spec"),
          entry(
              "serving.kserve.io",
              "InferenceService",
              "spec.predictor",
              "spec.predictor.workerSpec",
              "spec.transformer",
              "spec.explainer"));

  /** The carriers that are known without being configured. */
  public static final Carriers SHIPPED = new Carriers(Map.of(), KNOWN);

  private final Map<GroupKind, List<String>> further;
  private final Map<GroupKind, List<String[]>> paths;

  private Carriers(Map<GroupKind, List<String>> further, Map<GroupKind, List<String[]>> paths) {
    this.further = further;
    this.paths = paths;
  }

  /**
   * Returns the shipped carriers and these.
   *
   * @param further the paths by kinds, none of which is shipped; a path ends in a field's name
   */
  public static Carriers shippedAnd(Map<GroupKind, List<String>> further) {
    if (further.isEmpty()) {
      return SHIPPED;
    }
    Map<GroupKind, List<String[]>> all = new HashMap<>(KNOWN);
    further.forEach((kind, paths) -> {
      if (all.put(kind, split(paths)) != null) {
        throw new IllegalArgumentException("is shipped: " + kind);
      }
    });
    return new Carriers(Map.copyOf(further), Map.copyOf(all));
  }

  private static Map.Entry<GroupKind, List<String[]>> entry(
      String group, String kind, String... paths) {
    return Map.entry(new GroupKind(group, kind), split(List.of(paths)));
  }

  private static List<String[]> split(List<String> paths) {
    return paths.stream().map(path -> path.split("\\.")).toList();
  }

  /** Returns whether objects of this kind carry pod specs. */
  public boolean include(GroupKind kind) {
    return paths.containsKey(kind);
  }

  /** Returns every kind that carries pod specs. */
  public Set<GroupKind> kinds() {
    return paths.keySet();
  }

  List<PodView> pods(Resource resource) {
    List<String[]> places = paths.get(resource.groupKind());
    if (places == null) {
      return List.of();
    }
    List<PodView> pods = new ArrayList<>(1);
    for (String[] path : places) {
      walk(resource, resource.view(), path, 0, pods);
    }
    return pods;
  }

  private static void walk(
      Resource resource, ObjectView at, String[] path, int depth, List<PodView> pods) {
    String step = path[depth];
    if (depth == path.length - 1) {
      if (at.has(step)) {
        pods.add(new PodView(resource, at, step));
      }
    } else if (step.equals("*")) {
      for (int i = 0; i < at.value().size(); i++) {
        walk(resource, at.object(at.value().key(i)), path, depth + 1, pods);
      }
    } else if (step.endsWith("[]")) {
      for (ObjectView element : at.objects(step.substring(0, step.length() - 2))) {
        walk(resource, element, path, depth + 1, pods);
      }
    } else if (at.has(step)) {
      walk(resource, at.object(step), path, depth + 1, pods);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Carriers carriers && further.equals(carriers.further);
  }

  @Override
  public int hashCode() {
    return further.hashCode();
  }
}
