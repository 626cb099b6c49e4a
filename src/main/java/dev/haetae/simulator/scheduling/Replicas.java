package dev.haetae.simulator.scheduling;

import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The number of pods of a spec that run at once, as the controllers and operators make them.
 *
 * <p>It is a product: every object on the way to the spec that writes {@code replicas} multiplies
 * them (the replicated job of a JobSet), every Job {@code parallelism}, of which no more than
 * {@code completions} count. Some kinds count by other fields:
 *
 * <ul>
 *   <li>a worker group of Ray has {@code replicas}, within {@code minReplicas} and {@code
 *       maxReplicas}, times {@code numOfHosts};
 *   <li>a group of a LeaderWorkerSet has {@code size} pods, of which the first is made from {@code
 *       leaderTemplate} if there is one;
 *   <li>a component of KServe has {@code minReplicas}, of Knative {@code min-scale}, at least the
 *       one that serves the first request;
 *   <li>a TrainJob has {@code numNodes}; a step of an Argo Workflow is one pod.
 * </ul>
 *
 * <p>What is suspended or queued is counted as it will run.
 */
public final class Replicas {
  private static final List<String> MIN_SCALES =
      List.of("autoscaling.knative.dev/min-scale", "autoscaling.knative.dev/minScale");
  private static final String TRAINER_STEP = "trainer.kubeflow.org/trainjob-ancestor-step";

  private final PodView pod;
  private final ObjectValue root;
  private final List<Factor> factors = new ArrayList<>(2);

  private Replicas(PodView pod) {
    this.pod = pod;
    this.root = pod.carrier().tree();
  }

  /**
   * A field that multiplies pods.
   *
   * @param path of the field
   * @param value what it multiplies by
   * @param subtracted how much less that is than what is written
   * @param shape whether it belongs to what runs, so that one would rather lower another
   */
  private record Factor(Path path, long value, long subtracted, boolean shape) {
    Factor(Path path, long value) {
      this(path, value, 0, false);
    }
  }

  /**
   * The field that a user would lower.
   *
   * @param path the field, or the spec where none multiplies it
   * @param most the most that may be written there; 0 when no value is low enough
   * @param only whether no other field multiplies the pods
   */
  public record Lowering(Path path, long most, boolean only) {}

  /** Returns how many; 1 where nothing is written. */
  public static int of(PodView pod) {
    return (int) product(factors(pod));
  }

  /** Returns which field to lower to have no more than {@code room} pods. */
  public static Lowering lowering(PodView pod, long room) {
    List<Factor> factors = factors(pod);
    factors.removeIf(factor -> factor.value() <= 1);
    if (factors.isEmpty()) {
      return new Lowering(pod.spec().path(), 0, true);
    }
    long product = product(factors);
    boolean only = factors.size() == 1;
    // First those that scale, then those that shape; of each the one next to the spec.
    List<Factor> preferred = new ArrayList<>(factors);
    preferred.sort((a, b) -> Boolean.compare(a.shape(), b.shape()));
    for (Factor factor : preferred) {
      long most = room / Math.max(1, product / factor.value());
      if (most > 0) {
        return new Lowering(factor.path(), most + factor.subtracted(), only);
      }
    }
    return new Lowering(preferred.getFirst().path(), 0, only);
  }

  private static long product(List<Factor> factors) {
    long product = 1;
    for (Factor factor : factors) {
      product = Math.min(Integer.MAX_VALUE, product * factor.value());
    }
    return product;
  }

  private static List<Factor> factors(PodView pod) {
    Replicas replicas = new Replicas(pod);
    if (!pod.isPod()) {
      replicas.read();
    }
    return replicas.factors;
  }

  private void read() {
    String kind = pod.carrier().groupKind().kind();
    switch (pod.carrier().groupKind().group()) {
      case "argoproj.io" -> {
        if (kind.equals("Rollout")) {
          readAncestors();
        }
      }
      case "serving.kserve.io" -> {
        if (kind.equals("InferenceService")) {
          readComponent();
        } else if (kind.equals("LLMInferenceService")) {
          readModel();
        }
      }
      case "serving.knative.dev" -> readScale();
      case "trainer.kubeflow.org" -> {
        if (kind.equals("TrainJob")) {
          readTrainer();
        } else {
          readRuntime();
        }
      }
      default -> readAncestors();
    }
  }

  private void readAncestors() {
    for (Path at = pod.spec().path().parent();
        at != null && at.parent() != null;
        at = at.parent()) {
      if (at.in(root) instanceof ObjectValue object) {
        readAncestor(object, at);
      }
    }
  }

  private void readAncestor(ObjectValue object, Path at) {
    if (object.has("size") && at.equals(Path.of("spec", "leaderWorkerTemplate"))) {
      readGroup(object, at);
    } else if (isElementOf("workerGroupSpecs", at)) {
      readWorkers(object, at);
    } else if (object.has("replicas")) {
      factors.add(new Factor(at.child("replicas"), whole(object.get("replicas"), 1)));
    } else if (object.has("parallelism")) {
      long parallelism = whole(object.get("parallelism"), 1);
      long most = whole(object.get("completions"), parallelism);
      factors.add(new Factor(at.child("parallelism"), Math.min(parallelism, most)));
    }
  }

  private static boolean isElementOf(String list, Path at) {
    Path parent = at.index() < 0 ? null : at.parent();
    return parent != null && parent.index() < 0 && parent.key().equals(list);
  }

  // Without a template of its own the leader is one more of the workers.
  private void readGroup(ObjectValue object, Path at) {
    long size = Math.max(1, whole(object.get("size"), 1));
    if (!at.child("leaderTemplate").equals(pod.spec().path().parent())) {
      long leaders = object.has("leaderTemplate") ? 1 : 0;
      factors.add(new Factor(at.child("size"), size - leaders, leaders, true));
    }
  }

  private void readWorkers(ObjectValue object, Path at) {
    if (object.get("suspend") == BooleanValue.TRUE) {
      factors.add(new Factor(at.child("suspend"), 0));
      return;
    }
    long least = whole(object.get("minReplicas"), 0);
    long most = whole(object.get("maxReplicas"), Integer.MAX_VALUE);
    long written = whole(object.get("replicas"), 0);
    long replicas = written < least ? least : Math.min(written, most);
    factors.add(new Factor(at.child(written < least ? "minReplicas" : "replicas"), replicas));
    factors.add(new Factor(at.child("numOfHosts"), whole(object.get("numOfHosts"), 1), 0, true));
  }

  private void readComponent() {
    Path at = pod.spec().path();
    boolean isWorker = at.key().equals("workerSpec");
    if (isWorker) {
      long size = whole(pod.spec().value().get("pipelineParallelSize"), 2);
      factors.add(new Factor(at.child("pipelineParallelSize"), Math.max(1, size - 1), 1, true));
      at = at.parent();
    }
    if (at != null && at.in(root) instanceof ObjectValue component) {
      long replicas = Math.max(1, whole(component.get("minReplicas"), 1));
      factors.add(new Factor(at.child("minReplicas"), replicas));
    }
  }

  private void readModel() {
    Path at = pod.spec().path().parent();
    if (at == null || !(at.in(root) instanceof ObjectValue workload)) {
      return;
    }
    boolean scales = !workload.has("replicas") && workload.get("scaling") instanceof ObjectValue;
    ObjectValue scaling = scales ? (ObjectValue) workload.get("scaling") : workload;
    String field = scales ? "minReplicas" : "replicas";
    Path holder = scales ? at.child("scaling") : at;
    factors.add(new Factor(holder.child(field), Math.max(1, whole(scaling.get(field), 1))));
    if (pod.spec().path().key().equals("worker")) {
      readParallelism(workload, at);
    }
  }

  // The first pod of each group is made from the template beside the worker's.
  private void readParallelism(ObjectValue workload, Path at) {
    if (workload.get("parallelism") instanceof ObjectValue written) {
      boolean ofData = written.has("data");
      long local = Math.max(1, whole(written.get("dataLocal"), 1));
      long size =
          ofData ? whole(written.get("data"), 1) / local : whole(written.get("pipeline"), 1);
      Path field = at.child("parallelism").child(ofData ? "data" : "pipeline");
      factors.add(new Factor(field, Math.max(1, size - 1), 1, true));
    }
  }

  private void readScale() {
    ObjectValue annotations = pod.metadata().object("annotations").value();
    for (String key : MIN_SCALES) {
      if (annotations.get(key) instanceof StringValue text && text.text().matches("[0-9]{1,9}")) {
        Path path = pod.metadata().path("annotations").child(key);
        factors.add(new Factor(path, Math.max(1, Long.parseLong(text.text()))));
        return;
      }
    }
  }

  private void readTrainer() {
    if (pod.isPart()) {
      Path at = pod.spec().path().child("numNodes");
      factors.add(new Factor(at, whole(at.in(root), 1)));
    }
  }

  // What a TrainJob gets that says nothing else; its operator writes replicas of 1.
  private void readRuntime() {
    Path template = pod.spec().path().parent();
    Path job = template == null || template.parent() == null ? null : template.parent().parent();
    if (job == null || !(job.in(root) instanceof ObjectValue object)) {
      return;
    }
    Value step = job.child("metadata").child("labels").child(TRAINER_STEP).in(root);
    Path nodes = Path.of("spec", "mlPolicy", "numNodes");
    if (object.has("metadata")
        && step instanceof StringValue text
        && text.text().equals("trainer")) {
      factors.add(new Factor(nodes, whole(nodes.in(root), 1)));
    }
  }

  private static long whole(Value value, long fallback) {
    return value instanceof NumberValue number && number.isInteger()
        ? Math.clamp(number.integer(), 0, Integer.MAX_VALUE)
        : fallback;
  }
}
