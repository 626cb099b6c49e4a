package dev.haetae.resource;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind together with its API group, whatever the version; by kind, then group.
 *
 * <p>Ordered so that tables of kinds cope with names that were chosen to have one hash.
 *
 * @param group such as {@code apps}; empty for the core group
 * @param kind such as {@code Deployment}
 */
public record GroupKind(String group, String kind) implements Comparable<GroupKind> {
  /** v1 Pod. */
  public static final GroupKind POD = new GroupKind("", "Pod");

  /** v1 Binding, which puts a pod on a node. */
  public static final GroupKind BINDING = new GroupKind("", "Binding");

  /** v1 Service. */
  public static final GroupKind SERVICE = new GroupKind("", "Service");

  /** v1 PersistentVolume. */
  public static final GroupKind PERSISTENT_VOLUME = new GroupKind("", "PersistentVolume");

  /** v1 PersistentVolumeClaim. */
  public static final GroupKind PERSISTENT_VOLUME_CLAIM =
      new GroupKind("", "PersistentVolumeClaim");

  /** storage.k8s.io StorageClass. */
  public static final GroupKind STORAGE_CLASS = new GroupKind("storage.k8s.io", "StorageClass");

  /** resource.k8s.io DeviceClass. */
  public static final GroupKind DEVICE_CLASS = new GroupKind("resource.k8s.io", "DeviceClass");

  /** v1 Node. */
  public static final GroupKind NODE = new GroupKind("", "Node");

  /** v1 Namespace. */
  public static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

  /** apps StatefulSet. */
  public static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");

  /** apps Deployment. */
  public static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");

  /** apps DaemonSet. */
  public static final GroupKind DAEMON_SET = new GroupKind("apps", "DaemonSet");

  /** v1 ServiceAccount. */
  public static final GroupKind SERVICE_ACCOUNT = new GroupKind("", "ServiceAccount");

  /** node.k8s.io RuntimeClass. */
  public static final GroupKind RUNTIME_CLASS = new GroupKind("node.k8s.io", "RuntimeClass");

  /** scheduling.k8s.io PriorityClass. */
  public static final GroupKind PRIORITY_CLASS =
      new GroupKind("scheduling.k8s.io", "PriorityClass");

  /** v1 LimitRange. */
  public static final GroupKind LIMIT_RANGE = new GroupKind("", "LimitRange");

  /** v1 ResourceQuota. */
  public static final GroupKind RESOURCE_QUOTA = new GroupKind("", "ResourceQuota");

  /** batch CronJob. */
  public static final GroupKind CRON_JOB = new GroupKind("batch", "CronJob");

  /** batch Job. */
  public static final GroupKind JOB = new GroupKind("batch", "Job");

  /** apps ReplicaSet. */
  public static final GroupKind REPLICA_SET = new GroupKind("apps", "ReplicaSet");

  /** v1 ReplicationController. */
  public static final GroupKind REPLICATION_CONTROLLER = new GroupKind("", "ReplicationController");

  /** resource.k8s.io ResourceClaim. */
  public static final GroupKind RESOURCE_CLAIM = new GroupKind("resource.k8s.io", "ResourceClaim");

  /** resource.k8s.io ResourceClaimTemplate. */
  public static final GroupKind RESOURCE_CLAIM_TEMPLATE =
      new GroupKind("resource.k8s.io", "ResourceClaimTemplate");

  /** v1 ConfigMap. */
  public static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

  /** v1 Secret. */
  public static final GroupKind SECRET = new GroupKind("", "Secret");

  /** argoproj.io Rollout. */
  public static final GroupKind ROLLOUT = new GroupKind("argoproj.io", "Rollout");

  private static final Set<GroupKind> CLUSTER_SCOPED =
      clusterScoped(
          "/PersistentVolume",
          "/Node",
          "/Namespace",
          "/ComponentStatus",
          "storage.k8s.io/StorageClass",
          "storage.k8s.io/CSIDriver",
          "storage.k8s.io/CSINode",
          "storage.k8s.io/VolumeAttachment",
          "storage.k8s.io/VolumeAttributesClass",
          "rbac.authorization.k8s.io/ClusterRole",
          "rbac.authorization.k8s.io/ClusterRoleBinding",
          "apiextensions.k8s.io/CustomResourceDefinition",
          "apiregistration.k8s.io/APIService",
          "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
          "admissionregistration.k8s.io/MutatingWebhookConfiguration",
          "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
          "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
          "admissionregistration.k8s.io/MutatingAdmissionPolicy",
          "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
          "scheduling.k8s.io/PriorityClass",
          "node.k8s.io/RuntimeClass",
          "networking.k8s.io/IngressClass",
          "networking.k8s.io/IPAddress",
          "networking.k8s.io/ServiceCIDR",
          "certificates.k8s.io/CertificateSigningRequest",
          "certificates.k8s.io/ClusterTrustBundle",
          "flowcontrol.apiserver.k8s.io/FlowSchema",
          "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
          "resource.k8s.io/DeviceClass",
          "resource.k8s.io/ResourceSlice",
          "argoproj.io/ClusterWorkflowTemplate",
          "serving.kserve.io/ClusterServingRuntime",
          "trainer.kubeflow.org/ClusterTrainingRuntime",
          "haetae.dev/Policy");

  private static Set<GroupKind> clusterScoped(String... kinds) {
    Set<GroupKind> scoped = new HashSet<>();
    for (String kind : kinds) {
      int slash = kind.indexOf('/');
      scoped.add(new GroupKind(kind.substring(0, slash), kind.substring(slash + 1)));
    }
    return Set.copyOf(scoped);
  }

  /** The group and kind of an {@code apiVersion} and {@code kind}. */
  public static GroupKind of(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    return new GroupKind(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
  }

  /**
   * Returns whether objects of this kind live in no namespace; unknown kinds are taken to live in
   * one.
   */
  public boolean isClusterScoped() {
    return CLUSTER_SCOPED.contains(this);
  }

  @Override
  public int compareTo(GroupKind other) {
    int order = kind.compareTo(other.kind);
    return order == 0 ? group.compareTo(other.group) : order;
  }

  /** {@code Deployment.apps}, or {@code Pod} in the core group. */
  @Override
  public String toString() {
    return group.isEmpty() ? kind : kind + '.' + group;
  }

  // Written out, since what the compiler makes of a record is linked at run time, and rules compare
  // kinds often.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof GroupKind that && kind.equals(that.kind) && group.equals(that.group));
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + kind.hashCode();
  }
}
