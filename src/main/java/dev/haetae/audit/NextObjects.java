package dev.haetae.audit;

import dev.haetae.engine.TemplatePods;
import dev.haetae.inventory.Inventory;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
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

/**
 * The objects that have to be made anew before an owner has its next pod, when a node restarts or
 * is drained: the pod, and of a CronJob the Job of its next run; each as the API server shows it to
 * webhooks, with its defaults.
 */
final class NextObjects {
  private static final Set<String> FINISHED = Set.of("Complete", "Failed");

  // What the API server and the kubelet have written into a pod that runs.
  private static final List<String> WRITTEN =
      List.of(
          "uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink");

  private NextObjects() {}

  /** The objects; none of an owner that makes no pods, or no more of them. */
  static List<Resource> of(Resource owner, Inventory world) {
    try {
      List<Resource> shown = new ArrayList<>(1);
      for (ObjectValue made : made(owner)) {
        Submission submission = new Submission(made, owner.namespace(), null);
        shown.add(
            Resource.of(
                ApiServer.mutated(submission, world).object(),
                owner.origin(),
                owner.namespace(),
                owner.carriers()));
      }
      return shown;
    } catch (MalformedResourceException e) {
      // No controller can decode it; the owner's own verdict says where it is malformed.
      return List.of();
    }
  }

  private static List<ObjectValue> made(Resource owner) {
    ObjectValue tree = named(owner);
    return switch (owner.groupKind().toString()) {
      case "Pod" -> owner.isFinishedPod() ? List.of() : List.of(anew(tree));
      case "Deployment.apps" -> List.of(owned(PodTemplates.pod(tree), replicaSet(tree)));
      case "ReplicaSet.apps", "ReplicationController", "DaemonSet.apps" ->
          List.of(owned(PodTemplates.pod(tree), tree));
      case "Job.batch" ->
          isFinished(owner) ? List.of() : List.of(owned(PodTemplates.pod(tree), tree));
      case "StatefulSet.apps" -> List.of(owned(PodTemplates.pod(tree, firstOrdinal(owner)), tree));
      case "CronJob.batch" -> {
        ObjectValue job = owned(PodTemplates.job(tree), tree);
        yield List.of(job, owned(PodTemplates.pod(job), job));
      }
      default -> ofOperator(owner, tree);
    };
  }

  // A manifest need not name the namespace that it is in.
  private static ObjectValue named(Resource owner) {
    return Trees.change(
        owner.tree(),
        "metadata",
        metadata -> Trees.ifAbsent(metadata, "namespace", owner.namespace()));
  }

  private static long firstOrdinal(Resource set) {
    return set.view().object("spec").object("ordinals").integer("start", 0);
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
      if (!template.isPart()) {
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
