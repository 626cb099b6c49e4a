package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.WatchedKind;
import dev.haetae.resource.GroupKind;
import java.util.List;

/**
 * The kinds that the world of the rules is made of. Nothing can be judged without those of the
 * core, which every API server serves. The others an API server need not have, a right to them may
 * be missing, and some are followed only when a rule looks at them.
 *
 * <p>What is read of each is what its record holds, and of metadata nothing that no rule asks for.
 * Labels longer than a bound are left out and not known then. The bounds of kinds that users of one
 * namespace may write are narrower than of those that only operators write.
 */
public enum InventoryKind implements WatchedKind {
  NAMESPACE("Namespace", "v1", "/api/v1/namespaces", Writers.OPERATORS, "metadata.labels<16384"),
  NODE(
      "Node",
      "v1",
      "/api/v1/nodes",
      Writers.OPERATORS,
      "metadata.labels<65536",
      "spec.unschedulable",
      "spec.taints.key",
      "spec.taints.value",
      "spec.taints.effect",
      "status.allocatable",
      "status.capacity"),
  STORAGE_CLASS(
      "StorageClass",
      "storage.k8s.io/v1",
      "/apis/storage.k8s.io/v1/storageclasses",
      Writers.OPERATORS,
      "metadata.creationTimestamp",
      "metadata.annotations[storageclass.kubernetes.io/is-default-class]",
      "metadata.annotations[storageclass.beta.kubernetes.io/is-default-class]",
      "provisioner",
      "volumeBindingMode",
      "allowedTopologies"),
  DEVICE_CLASS(
      "DeviceClass",
      "resource.k8s.io/v1",
      "/apis/resource.k8s.io/v1/deviceclasses",
      Writers.OPERATORS,
      "spec.extendedResourceName",
      "spec.selectors.cel.expression"),
  RESOURCE_QUOTA(
      "ResourceQuota",
      "v1",
      "/api/v1/resourcequotas",
      Writers.USERS,
      "metadata.uid",
      "spec.hard",
      "spec.scopes",
      "spec.scopeSelector",
      "status.hard",
      "status.used"),
  LIMIT_RANGE(
      "LimitRange", "v1", "/api/v1/limitranges", Writers.USERS, "metadata.uid", "spec.limits"),
  RUNTIME_CLASS(
      "RuntimeClass",
      "node.k8s.io/v1",
      "/apis/node.k8s.io/v1/runtimeclasses",
      Writers.OPERATORS,
      "overhead.podFixed",
      "scheduling"),
  PRIORITY_CLASS(
      "PriorityClass",
      "scheduling.k8s.io/v1",
      "/apis/scheduling.k8s.io/v1/priorityclasses",
      Writers.OPERATORS,
      "value",
      "globalDefault",
      "preemptionPolicy"),
  SERVICE_ACCOUNT(
      "ServiceAccount",
      "v1",
      "/api/v1/serviceaccounts",
      Writers.USERS,
      "metadata.annotations[kubernetes.io/enforce-mountable-secrets]",
      "automountServiceAccountToken",
      "imagePullSecrets.name",
      "secrets.name"),
  PERSISTENT_VOLUME(
      "PersistentVolume",
      "v1",
      "/api/v1/persistentvolumes",
      Writers.OPERATORS,
      "metadata.uid",
      "metadata.labels<65536",
      "metadata.deletionTimestamp",
      "metadata.annotations[volume.beta.kubernetes.io/storage-class]",
      "metadata.annotations[pv.kubernetes.io/provisioned-by]",
      "spec",
      "status.phase"),
  PERSISTENT_VOLUME_CLAIM(
      "PersistentVolumeClaim",
      "v1",
      "/api/v1/persistentvolumeclaims",
      Writers.USERS,
      "metadata.uid",
      "metadata.deletionTimestamp",
      "metadata.annotations[volume.beta.kubernetes.io/storage-class]",
      "metadata.annotations[pv.kubernetes.io/bind-completed]",
      "metadata.annotations[volume.kubernetes.io/selected-node]",
      "spec",
      "status.phase"),
  SERVICE("Service", "v1", "/api/v1/services", Writers.USERS, "metadata.uid", "spec"),
  POD(
      "Pod",
      "v1",
      "/api/v1/pods",
      Writers.USERS,
      "metadata.labels<4096",
      "metadata.creationTimestamp",
      "metadata.deletionTimestamp",
      "metadata.ownerReferences.apiVersion",
      "metadata.ownerReferences.kind",
      "metadata.ownerReferences.name",
      "metadata.ownerReferences.controller",
      "spec.nodeName",
      "spec.priority",
      "spec.priorityClassName",
      "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution",
      "spec.hostNetwork",
      "spec.overhead",
      "spec.resources",
      "spec.initContainers.restartPolicy",
      "spec.initContainers.resources.requests",
      "spec.initContainers.resources.limits",
      "spec.initContainers.ports",
      "spec.containers.resources.requests",
      "spec.containers.resources.limits",
      "spec.containers.ports",
      "spec.volumes.name",
      "spec.volumes.persistentVolumeClaim.claimName",
      "spec.volumes.ephemeral.volumeClaimTemplate.metadata.name",
      "status.phase",
      "status.startTime");

  /** The writers of the objects of a kind. */
  private enum Writers {
    USERS(1 << 16, 1 << 12, 2 << 20),
    OPERATORS(1 << 20, 1 << 14, 8 << 20);

    private final int longest;
    private final int common;
    private final long excess;

    Writers(int longest, int common, long excess) {
      this.longest = longest;
      this.common = common;
      this.excess = excess;
    }
  }

  // All that is read of one kind may be an eighth of the heap.
  private static final int SHARE = 8;

  private final String word;
  private final String apiVersion;
  private final String path;
  private final Writers writers;
  // Apart by blanks: an enum holds nothing that could change.
  private final String fields;

  InventoryKind(String word, String apiVersion, String path, Writers writers, String... fields) {
    this.word = word;
    this.apiVersion = apiVersion;
    this.path = path;
    this.writers = writers;
    this.fields = String.join(" ", fields);
  }

  /**
   * The memory that the objects of the kind may take.
   *
   * @param heap the most that the process may have, in bytes
   */
  MemoryPool.Size size(long heap) {
    return new MemoryPool.Size(writers.common, writers.excess, heap / SHARE);
  }

  @Override
  public List<String> fields() {
    return List.of(fields.split(" ", -1));
  }

  @Override
  public int longest() {
    return writers.longest;
  }

  /**
   * Returns whether nothing can be judged without the kind. Of any other an API server that does
   * not serve it has no object (before 1.34 there are no classes of devices), and where it may not
   * be read, as with an older ClusterRole, it is unknown.
   */
  public boolean isCore() {
    return switch (this) {
      case NAMESPACE,
          NODE,
          STORAGE_CLASS,
          PERSISTENT_VOLUME,
          PERSISTENT_VOLUME_CLAIM,
          SERVICE,
          POD ->
          true;
      default -> false;
    };
  }

  /** Returns whether the kind is followed only when a rule looks at it. */
  boolean isOnDemand() {
    return this == RUNTIME_CLASS || this == PRIORITY_CLASS || this == SERVICE_ACCOUNT;
  }

  /** The kind with its group. */
  public GroupKind groupKind() {
    return GroupKind.of(apiVersion, word);
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String apiVersion() {
    return apiVersion;
  }

  @Override
  public String path() {
    return path;
  }
}
