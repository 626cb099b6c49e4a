package dev.haetae.simulator.validation;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.validation.cluster.ClusterKinds;
import dev.haetae.simulator.validation.cluster.Configurations;
import dev.haetae.simulator.validation.field.Cause;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.pod.Pods;
import dev.haetae.simulator.validation.resources.LimitRanges;
import dev.haetae.simulator.validation.resources.ResourceQuotas;
import dev.haetae.simulator.validation.service.Services;
import dev.haetae.simulator.validation.storage.Claims;
import dev.haetae.simulator.validation.storage.PersistentVolumes;
import dev.haetae.simulator.validation.storage.StorageClasses;
import dev.haetae.simulator.validation.workload.Deployments;
import dev.haetae.simulator.validation.workload.Jobs;
import dev.haetae.simulator.validation.workload.StatefulSets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The validation of objects: all that makes the API server answer 422.
 *
 * <p>Mirrors {@code apiserver/pkg/registry/rest/{create,update}.go}: a kind's own validation comes
 * first, then what holds for all kinds; of a kind that is not built in, the latter alone.
 */
public final class Validation {
  private static final Map<GroupKind, Kind> KINDS =
      Map.ofEntries(
          kind("", "Pod", Pods::check, Pods::checkUpdate),
          kind("", "Service", Services::check, Services::checkUpdate),
          kind("", "PersistentVolumeClaim", Claims::check, Claims::checkUpdate),
          kind("", "PersistentVolume", PersistentVolumes::check, PersistentVolumes::checkUpdate),
          kind(
              "",
              "ConfigMap",
              Configurations::checkConfigMap,
              Configurations::checkConfigMapUpdate),
          kind("", "Secret", Configurations::checkSecret, Configurations::checkSecretUpdate),
          kind("", "ResourceQuota", ResourceQuotas::check, ResourceQuotas::checkUpdate),
          kind("", "LimitRange", LimitRanges::check, (part, _) -> LimitRanges.check(part)),
          kind("", "Namespace", ClusterKinds::checkNamespace, ClusterKinds::checkNamespaceUpdate),
          kind(
              "",
              "ServiceAccount",
              ClusterKinds::checkServiceAccount,
              (part, _) -> ClusterKinds.checkServiceAccount(part)),
          kind(
              "",
              "ReplicationController",
              Deployments::checkController,
              (part, _) -> Deployments.checkController(part)),
          kind("apps", "Deployment", Deployments::check, Deployments::checkUpdate),
          kind(
              "apps",
              "ReplicaSet",
              Deployments::checkReplicaSet,
              Deployments::checkReplicaSetUpdate),
          kind("apps", "DaemonSet", Deployments::checkDaemonSet, Deployments::checkDaemonSetUpdate),
          kind("apps", "StatefulSet", StatefulSets::check, StatefulSets::checkUpdate),
          kind("batch", "Job", Jobs::check, Jobs::checkUpdate),
          kind("batch", "CronJob", Jobs::checkCronJob, Jobs::checkCronJobUpdate),
          kind(
              "storage.k8s.io", "StorageClass", StorageClasses::check, StorageClasses::checkUpdate),
          kind(
              "scheduling.k8s.io",
              "PriorityClass",
              ClusterKinds::checkPriorityClass,
              ClusterKinds::checkPriorityClassUpdate),
          kind(
              "node.k8s.io",
              "RuntimeClass",
              ClusterKinds::checkRuntimeClass,
              ClusterKinds::checkRuntimeClassUpdate),
          kind(
              "policy",
              "PodDisruptionBudget",
              ClusterKinds::checkBudget,
              (part, _) -> ClusterKinds.checkBudget(part)));

  private Validation() {}

  private record Kind(Consumer<Part> create, BiConsumer<Part, Part> update) {}

  private static Map.Entry<GroupKind, Kind> kind(
      String group, String kind, Consumer<Part> create, BiConsumer<Part, Part> update) {
    return Map.entry(new GroupKind(group, kind), new Kind(create, update));
  }

  /** Returns whether the validation of this kind is known, and not only that of its metadata. */
  public static boolean knows(GroupKind kind) {
    return KINDS.containsKey(kind);
  }

  /** Every cause for which a new object is refused; none when it is valid. */
  public static List<Cause> create(Resource object) {
    CauseList causes = new CauseList();
    Part part = new Part(object.tree(), Place.ROOT, causes);
    Kind kind = KINDS.get(object.groupKind());
    if (kind != null) {
      kind.create.accept(part);
    }
    if (causes.isEmpty()) {
      Metadata.checkAny(part);
    }
    return causes.causes();
  }

  /**
   * Every cause for which a changed object is refused; none when it is valid.
   *
   * @param object the whole new object: a manifest that is applied is merged with the live one
   *     first
   * @param old the live object, with its status
   */
  public static List<Cause> update(Resource object, Resource old) {
    CauseList causes = new CauseList();
    Part part = new Part(object.tree(), Place.ROOT, causes);
    Part before = new Part(old.tree(), Place.ROOT, causes);
    Metadata.checkAny(part);
    Metadata.checkAnyUpdate(part, before);
    Kind kind = KINDS.get(object.groupKind());
    if (kind != null) {
      kind.update.accept(part, before);
    }
    return causes.causes();
  }

  /**
   * The message of the answer: {@code Pod "x" is invalid: [a, b]}. The same cause is told once.
   *
   * @param causes at least one
   */
  public static String message(Resource object, List<Cause> causes) {
    Set<String> texts = new LinkedHashSet<>();
    for (Cause cause : causes) {
      texts.add(cause.text());
    }
    String all = String.join(", ", texts);
    return object.groupKind()
        + " \""
        + object.name()
        + "\" is invalid: "
        + (texts.size() == 1 ? all : '[' + all + ']');
  }
}
