package dev.haetae.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where kinds carry their pod specs: {@code spec.template.spec} of a Deployment, every {@code
 * spec.pytorchReplicaSpecs.*.template.spec} of a PyTorchJob.
 *
 * <p>In a path, {@code *} stands for every value of a map and {@code name[]} for every element of
 * the list {@code name}.
 *
 * <p>Besides the kinds that are known to everybody there are those of the configuration. They are
 * one immutable table for the whole process, exchanged at once: what a kind is belongs to the
 * cluster and is the same for every object, view, inventory and rule, through all of which it would
 * otherwise have to be handed to end where it began.
 */
public final class PodSpecPaths {
  private static final String TEMPLATE = "spec.template.spec";
  private static final Map<GroupKind, List<String[]>> SHIPPED =
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

  private static volatile Map<GroupKind, List<String[]>> table = SHIPPED;

  private PodSpecPaths() {}

  /**
   * Has these kinds known besides the shipped ones, in place of those of an earlier call. Objects
   * that are read from then on are looked at so; whoever keeps kinds of policies makes them anew.
   *
   * @param further the paths by kinds, none of which is shipped; a path ends in a field's name
   */
  public static void configure(Map<GroupKind, List<String>> further) {
    if (further.isEmpty()) {
      table = SHIPPED;
      return;
    }
    Map<GroupKind, List<String[]>> all = new HashMap<>(SHIPPED);
    further.forEach((kind, paths) -> {
      Map.Entry<GroupKind, List<String[]>> entry =
          entry(kind.group(), kind.kind(), paths.toArray(String[]::new));
      if (all.put(entry.getKey(), entry.getValue()) != null) {
        throw new IllegalArgumentException("is shipped: " + kind);
      }
    });
    table = Map.copyOf(all);
  }

  /** Whether objects of this kind carry pod specs without being configured. */
  public static boolean isShipped(GroupKind kind) {
    return SHIPPED.containsKey(kind);
  }

  private static Map.Entry<GroupKind, List<String[]>> entry(
      String group, String kind, String... paths) {
    List<String[]> split = new ArrayList<>();
    for (String path : paths) {
      split.add(path.split("\\."));
    }
    return Map.entry(new GroupKind(group, kind), List.copyOf(split));
  }

  /** Whether objects of this kind carry pod specs. */
  public static boolean isCarrier(GroupKind kind) {
    return table.containsKey(kind);
  }

  /** Every kind that carries pod specs. */
  public static Iterable<GroupKind> carriers() {
    return table.keySet();
  }

  static List<PodView> pods(Resource resource) {
    List<String[]> paths = table.get(resource.groupKind());
    if (paths == null) {
      return List.of();
    }
    List<PodView> pods = new ArrayList<>(1);
    for (String[] path : paths) {
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
}
