package dev.haetae.audit;

import dev.haetae.engine.TemplatePods;
import dev.haetae.inventory.Inventory;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.admission.ApiServer;
import dev.haetae.simulator.admission.PodTemplates;
import dev.haetae.simulator.admission.Submission;
import dev.haetae.simulator.admission.plugin.ServiceAccounts;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The objects that have to be made anew before an owner has its next pod, when a node restarts or
 * is drained; each as the API server shows it to webhooks, with its defaults.
 *
 * @param pods one for each of its templates; none of an owner that makes no pods, or no more
 * @param run the Job of the next run of a CronJob; null of any other
 * @param world with the claims that are made for the pod before it
 */
record NextObjects(List<Resource> pods, @Nullable Resource run, Inventory world) {
  private static final Set<String> FINISHED = Set.of("Complete", "Failed");

  // What the API server and the kubelet have written into a pod that runs.
  private static final List<String> WRITTEN =
      List.of(
          "uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink");

  /** The next objects of an owner. */
  static NextObjects of(Resource owner, Inventory world) {
    try {
      ObjectValue tree = named(owner);
      return switch (owner.groupKind().toString()) {
        case "StatefulSet.apps" -> ofSet(owner, tree, world);
        case "CronJob.batch" -> {
          ObjectValue job = owned(PodTemplates.job(tree), tree);
          List<ObjectValue> pod = List.of(owned(PodTemplates.pod(job), job));
          yield new NextObjects(shown(pod, owner, world), shown(job, owner, world), world);
        }
        default -> new NextObjects(shown(pods(owner, tree), owner, world), null, world);
      };
    } catch (MalformedResourceException e) {
      // No controller can decode it; the owner's own verdict says where it is malformed.
      return new NextObjects(List.of(), null, world);
    }
  }

  /**
   * The same, repaired.
   *
   * @param repair gives an object as the mutating webhook leaves it in a world
   */
  NextObjects repaired(BiFunction<Resource, Inventory, Resource> repair) {
    return new NextObjects(
        pods.stream().map(pod -> repair.apply(pod, world)).toList(),
        run == null ? null : repair.apply(run, world),
        world);
  }

  private static List<Resource> shown(List<ObjectValue> made, Resource owner, Inventory world) {
    return made.stream().map(one -> shown(one, owner, world)).toList();
  }

  private static Resource shown(ObjectValue made, Resource owner, Inventory world) {
    Submission submission = new Submission(made, owner.namespace(), null);
    return Resource.of(
        ApiServer.mutated(submission, world).object(),
        owner.origin(),
        owner.namespace(),
        owner.carriers());
  }

  private static List<ObjectValue> pods(Resource owner, ObjectValue tree) {
    return switch (owner.groupKind().toString()) {
      case "Pod" -> owner.isFinishedPod() ? List.of() : List.of(anew(tree));
      case "Deployment.apps" -> List.of(owned(PodTemplates.pod(tree), replicaSet(tree)));
      case "ReplicaSet.apps", "ReplicationController", "DaemonSet.apps" ->
          List.of(owned(PodTemplates.pod(tree), tree));
      case "Job.batch" ->
          isFinished(owner) ? List.of() : List.of(owned(PodTemplates.pod(tree), tree));
      default -> ofOperator(owner, tree);
    };
  }

  // Its controller makes the claims before the pod.
  private static NextObjects ofSet(Resource set, ObjectValue tree, Inventory world) {
    long ordinal = set.view().object("spec").object("ordinals").integer("start", 0);
    List<PersistentVolumeClaim> claims =
        PodTemplates.claims(tree, ordinal).stream()
            .map(claim -> PersistentVolumeClaim.of(shown(claim, set, world)))
            .toList();
    Inventory with = claims.isEmpty() ? world : new ClaimedWorld(world, claims);
    List<ObjectValue> pod = List.of(owned(PodTemplates.pod(tree, ordinal), tree));
    return new NextObjects(shown(pod, set, with), null, with);
  }

  // A manifest need not name the namespace that it is in.
  private static ObjectValue named(Resource owner) {
    return Trees.change(
        owner.tree(),
        "metadata",
        metadata -> Trees.ifAbsent(metadata, "namespace", owner.namespace()));
  }

  private static boolean isFinished(Resource job) {
    for (ObjectView condition : job.view().object("status").objects("conditions")) {
      if (FINISHED.contains(condition.text("type")) && condition.text("status").equals("True")) {
        return true;
      }
    }
    return false;
  }

  // Where a pod runs is decided anew; what was never on a node was sent there by who wrote it.
  private static ObjectValue anew(ObjectValue pod) {
    ObjectValue out =
        Trees.change(
            pod,
            "metadata",
            metadata -> {
              ObjectValue rest = metadata;
              for (String field : WRITTEN) {
                rest = rest.without(field);
              }
              return rest;
            });
    return pod.has("status")
        ? Trees.change(out.without("status"), "spec", spec -> spec.without("nodeName"))
        : out;
  }

  private static List<ObjectValue> ofOperator(Resource owner, ObjectValue tree) {
    // Of a template or a runtime others make pods, or nobody.
    if (owner.kind().endsWith("Template") || owner.kind().endsWith("Runtime")) {
      return List.of();
    }
    List<ObjectValue> pods = new ArrayList<>(1);
    for (PodView template : owner.pods()) {
      // What is no whole spec its operator completes in a way that nobody knows here.
      if (!template.isPart() && template.spec().array("containers").size() > 0) {
        pods.add(owned(TemplatePods.pod(template).tree(), tree));
      }
    }
    return pods;
  }

  private static ObjectValue replicaSet(ObjectValue deployment) {
    String name = Trees.object(deployment, "metadata").text("name");
    return new ObjectValue.Builder(3)
        .put("apiVersion", "apps/v1")
        .put("kind", "ReplicaSet")
        .put(
            "metadata",
            ObjectValue.of("name", new StringValue(name + '-' + ServiceAccounts.ANY_SUFFIX)))
        .build();
  }

  private static ObjectValue owned(ObjectValue made, ObjectValue owner) {
    ObjectValue reference =
        new ObjectValue.Builder(5)
            .put("apiVersion", owner.text("apiVersion"))
            .put("kind", owner.text("kind"))
            .put("name", Trees.object(owner, "metadata").text("name"))
            .put("uid", Trees.object(owner, "metadata").text("uid"))
            .put("controller", true)
            .build();
    return Trees.change(
        made,
        "metadata",
        metadata -> metadata.with("ownerReferences", ArrayValue.of(List.of(reference))));
  }
}
