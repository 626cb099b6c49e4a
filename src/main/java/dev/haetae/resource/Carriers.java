package dev.haetae.resource;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
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
  private static final String STEPS = "spec.templates[]";
  private static final String ARGO = "argoproj.io";
  private static final String KSERVE = "serving.kserve.io";
  private static final String TRAINER = "trainer.kubeflow.org";
  private static final String VOLCANO = "batch.volcano.sh";
  private static final Map<GroupKind, List<Place>> KNOWN =
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
          entry(ARGO, "Rollout", TEMPLATE),
          entry(ARGO, "Workflow", STEPS),
          entry(ARGO, "CronWorkflow", "spec.workflowSpec.templates[]"),
          entry(ARGO, "WorkflowTemplate", STEPS),
          entry(ARGO, "ClusterWorkflowTemplate", STEPS),
          entry("serving.knative.dev", "Service", TEMPLATE),
          entry("serving.knative.dev", "Configuration", TEMPLATE),
          entry("serving.knative.dev", "Revision", "spec"),
          entry("kubeflow.org", "PyTorchJob", "spec.pytorchReplicaSpecs.*.template.spec"),
          entry("kubeflow.org", "TFJob", "spec.tfReplicaSpecs.*.template.spec"),
          entry("kubeflow.org", "MPIJob", "spec.mpiReplicaSpecs.*.template.spec"),
          entry("kubeflow.org", "XGBoostJob", "spec.xgbReplicaSpecs.*.template.spec"),
          entry("kubeflow.org", "PaddleJob", "spec.paddleReplicaSpecs.*.template.spec"),
          entry("kubeflow.org", "JAXJob", "spec.jaxReplicaSpecs.*.template.spec"),
          entry("kubeflow.org", "Notebook", TEMPLATE),
          // Parts of pod specs, which are laid over those of the runtime.
          entry(
              TRAINER,
              "TrainJob",
              "spec.trainer",
              "spec.podTemplateOverrides[].spec",
              "spec.runtimePatches[].trainingRuntimeSpec.template.spec.replicatedJobs[]"
                  + ".template.spec.template.spec"),
          entry(
              TRAINER,
              "TrainingRuntime",
              "spec.template.spec.replicatedJobs[].template.spec.template.spec"),
          entry(
              TRAINER,
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
          entry(VOLCANO, "Job", "spec.tasks[].template.spec"),
          entry(
              KSERVE,
              "InferenceService",
              "spec.predictor",
              "spec.predictor.workerSpec",
              "spec.transformer",
              "spec.explainer"),
          entry(KSERVE, "ServingRuntime", "spec", "spec.workerSpec"),
          entry(KSERVE, "ClusterServingRuntime", "spec", "spec.workerSpec"),
          entry(
              KSERVE,
              "LLMInferenceService",
              "spec.template",
              "spec.worker",
              "spec.prefill.template",
              "spec.prefill.worker",
              "spec.router.scheduler.template"));

  /** The carriers that are known without being configured. */
  public static final Carriers SHIPPED = new Carriers(Map.of(), KNOWN);

  private final Map<GroupKind, List<String>> further;
  private final Map<GroupKind, List<Place>> paths;

  private Carriers(Map<GroupKind, List<String>> further, Map<GroupKind, List<Place>> paths) {
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
    Map<GroupKind, List<Place>> all = new HashMap<>(KNOWN);
    further.forEach((kind, paths) -> {
      if (all.put(kind, places(kind, paths)) != null) {
        throw new IllegalArgumentException("is shipped: " + kind);
      }
    });
    return new Carriers(Map.copyOf(further), Map.copyOf(all));
  }

  private static Map.Entry<GroupKind, List<Place>> entry(
      String group, String kind, String... paths) {
    GroupKind groupKind = new GroupKind(group, kind);
    return Map.entry(groupKind, places(groupKind, List.of(paths)));
  }

  private static List<Place> places(GroupKind kind, List<String> paths) {
    List<Place> places = new ArrayList<>(paths.size());
    for (String path : paths) {
      places.add(new Place(List.of(path.split("\\.")), form(kind, path)));
    }
    return List.copyOf(places);
  }

  private static PodForm form(GroupKind kind, String path) {
    if (kind.group().equals(KSERVE)) {
      return kind.kind().endsWith("Runtime") ? PodForm.BARE : PodForm.MODEL;
    }
    if (kind.group().equals(ARGO) && path.endsWith(".templates[]")) {
      return PodForm.STEP;
    }
    if (kind.group().equals(TRAINER) && path.equals("spec.trainer")) {
      return PodForm.TRAINER;
    }
    if (kind.group().equals(VOLCANO)) {
      return PodForm.TASK;
    }
    return path.equals("spec") || path.endsWith(".spec") ? PodForm.TEMPLATE : PodForm.BARE;
  }

  /** Where a kind has a pod spec, and in which form. */
  private record Place(List<String> path, PodForm form) {
    void walk(Resource resource, ObjectView at, int depth, List<PodView> pods) {
      String step = path.get(depth);
      boolean last = depth == path.size() - 1;
      if (step.equals("*")) {
        for (int i = 0; i < at.value().size(); i++) {
          walk(resource, at.object(at.value().key(i)), depth + 1, pods);
        }
      } else if (step.endsWith("[]")) {
        for (ObjectView element : at.objects(step.substring(0, step.length() - 2))) {
          if (last) {
            add(resource, at, element, pods);
          } else {
            walk(resource, element, depth + 1, pods);
          }
        }
      } else if (at.has(step)) {
        if (last) {
          add(resource, at, at.object(step), pods);
        } else {
          walk(resource, at.object(step), depth + 1, pods);
        }
      }
    }

    private void add(Resource resource, ObjectView holder, ObjectView spec, List<PodView> pods) {
      if (form.makesPods(spec)) {
        pods.add(new PodView(resource, holder, spec, form));
      }
    }
  }

  /** Returns whether objects of this kind carry pod specs. */
  public boolean include(GroupKind kind) {
    return paths.containsKey(kind);
  }

  /**
   * Returns whether an object seems to carry a pod spec, whatever its kind: somewhere in it stands
   * a list of containers with images, or of volumes with names.
   */
  public static boolean seemsToBe(Resource resource) {
    return holdsPods(resource.tree());
  }

  private static boolean holdsPods(Value value) {
    if (value instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        if (holdsPods(array.get(i))) {
          return true;
        }
      }
    } else if (value instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        if (isList(object, i, "containers", "image")
            || isList(object, i, "volumes", "name")
            || holdsPods(object.value(i))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isList(ObjectValue object, int at, String field, String inElement) {
    return object.key(at).equals(field)
        && object.value(at) instanceof ArrayValue array
        && array.size() > 0
        && array.get(0) instanceof ObjectValue element
        && element.get(inElement) instanceof StringValue;
  }

  /** Returns every kind that carries pod specs. */
  public Set<GroupKind> kinds() {
    return paths.keySet();
  }

  List<PodView> pods(Resource resource) {
    List<Place> places = paths.get(resource.groupKind());
    if (places == null) {
      return List.of();
    }
    List<PodView> pods = new ArrayList<>(1);
    for (Place place : places) {
      place.walk(resource, resource.view(), 0, pods);
    }
    return pods;
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
