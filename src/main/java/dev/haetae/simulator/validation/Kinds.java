package dev.haetae.simulator.validation;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.cluster.ClusterKinds;
import dev.haetae.simulator.validation.cluster.Configurations;
import dev.haetae.simulator.validation.field.Cause;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.network.Ingresses;
import dev.haetae.simulator.validation.network.NetworkPolicies;
import dev.haetae.simulator.validation.pod.Pods;
import dev.haetae.simulator.validation.resources.LimitRanges;
import dev.haetae.simulator.validation.resources.ResourceQuotas;
import dev.haetae.simulator.validation.service.Services;
import dev.haetae.simulator.validation.storage.Claims;
import dev.haetae.simulator.validation.storage.PersistentVolumes;
import dev.haetae.simulator.validation.storage.StorageClasses;
import dev.haetae.simulator.validation.workload.Autoscalers;
import dev.haetae.simulator.validation.workload.Deployments;
import dev.haetae.simulator.validation.workload.Jobs;
import dev.haetae.simulator.validation.workload.StatefulSets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The built-in kinds, each with its own validation.
 *
 * <p>Mirrors {@code apiserver/pkg/registry/rest/{create,update}.go}: a kind's own validation comes
 * first, then what holds for all kinds; of a kind that is not built in, the latter alone.
 */
final class Kinds {
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
              ClusterKinds::checkServiceAccountUpdate),
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
              "networking.k8s.io",
              "NetworkPolicy",
              NetworkPolicies::check,
              NetworkPolicies::checkUpdate),
          kind("networking.k8s.io", "Ingress", Ingresses::check, Ingresses::checkUpdate),
          kind(
              "autoscaling",
              "HorizontalPodAutoscaler",
              Autoscalers::check,
              Autoscalers::checkUpdate),
          kind(
              "policy",
              "PodDisruptionBudget",
              ClusterKinds::checkBudget,
              (part, _) -> ClusterKinds.checkBudget(part)));

  /** Reviews are answered, never stored: what holds for stored objects does not hold for them. */
  private static final Set<String> REVIEWS =
      Set.of("authentication.k8s.io", "authorization.k8s.io");

  private Kinds() {}

  private record Kind(Consumer<Part> create, BiConsumer<Part, Part> update) {}

  private static Map.Entry<GroupKind, Kind> kind(
      String group, String kind, Consumer<Part> create, BiConsumer<Part, Part> update) {
    return Map.entry(new GroupKind(group, kind), new Kind(create, update));
  }

  static boolean knows(GroupKind kind) {
    return KINDS.containsKey(kind);
  }

  private static @Nullable Kind kind(ObjectValue object) {
    return KINDS.get(GroupKind.of(object.text("apiVersion"), object.text("kind")));
  }

  static List<Cause> create(ObjectValue object) {
    CauseList causes = new CauseList();
    Part part = new Part(object, Place.ROOT, causes);
    Kind kind = kind(object);
    if (kind != null) {
      kind.create.accept(part);
    }
    if (causes.isEmpty()
        && !REVIEWS.contains(
            GroupKind.of(object.text("apiVersion"), object.text("kind")).group())) {
      Metadata.checkAny(part);
    }
    return causes.causes();
  }

  static List<Cause> update(ObjectValue object, ObjectValue old) {
    CauseList causes = new CauseList();
    Part part = new Part(object, Place.ROOT, causes);
    Part before = new Part(old, Place.ROOT, causes);
    Metadata.checkAny(part);
    Metadata.checkAnyUpdate(part, before);
    Kind kind = kind(object);
    if (kind != null) {
      kind.update.accept(part, before);
    }
    return causes.causes();
  }
}
