package dev.haetae.rule.manifest;

import dev.haetae.resource.tree.ObjectValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people mean by fields that no name comes near to, by the types that hold them. A meaning
 * that begins with a dot is a place below the object itself.
 */
final class Meanings {
  private static final String IN_CLAIM = "write it in the PersistentVolumeClaim that is named";
  private static final String STORAGE = ".resources.requests.storage";
  private static final Map<String, Map<String, String>> KNOWN =
      Map.ofEntries(
          Map.entry(
              "PersistentVolumeClaimSpec",
              Map.of(
                  "storage", STORAGE,
                  "size", STORAGE,
                  "capacity",
                      "write resources.requests.storage: capacity is of a PersistentVolume")),
          Map.entry(
              "PersistentVolumeSpec",
              Map.of(
                  "storage", ".capacity.storage",
                  "size", ".capacity.storage",
                  "resources", "write capacity: {storage: …}: a claim asks by resources",
                  "reclaimPolicy", "write persistentVolumeReclaimPolicy",
                  "claimName", ".claimRef.name")),
          Map.entry(
              "PersistentVolumeClaimVolumeSource",
              Map.of(
                  "storageClassName", IN_CLAIM,
                  "storageClass", IN_CLAIM,
                  "accessModes", IN_CLAIM,
                  "accessMode", IN_CLAIM,
                  "resources", IN_CLAIM,
                  "storage", IN_CLAIM,
                  "size", IN_CLAIM,
                  "name", "write claimName")),
          Map.entry(
              "NFSVolumeSource",
              Map.of(
                  "share", "write path",
                  "subPath", "append it to path, or write subPath where a container mounts it",
                  "fsType", "leave it out: the server has the file system",
                  "volumeHandle", "leave it out: server and path name the export",
                  "claimName", "write persistentVolumeClaim in place of nfs",
                  "mountOptions",
                      "write it in spec of a PersistentVolume: a volume of a pod has none")),
          Map.entry(
              "HostPathVolumeSource",
              Map.of("readOnly", "write it at volumeMounts of the container that mounts it")),
          Map.entry(
              "EmptyDirVolumeSource",
              Map.of(
                  "size", "write sizeLimit",
                  "storage", "write sizeLimit",
                  "limit", "write sizeLimit",
                  "readOnly", "write it at volumeMounts of the container that mounts it",
                  "path", "write it as mountPath at volumeMounts of the container")),
          Map.entry(
              "VolumeMount",
              Map.of(
                  "path", "write mountPath",
                  "claim", "write the claim at volumes, and its name here",
                  "pvc", "write the claim at volumes, and its name here")),
          Map.entry(
              "Container",
              Map.of(
                  "gpu", ".resources.limits.nvidia.com/gpu",
                  "gpus", ".resources.limits.nvidia.com/gpu")),
          Map.entry(
              "ConfigMapVolumeSource",
              Map.of("secretName", "write name", "configMapName", "write name")),
          Map.entry("SecretVolumeSource", Map.of("name", "write secretName")),
          Map.entry("EnvFromSource", Map.of("name", "write configMapRef or secretRef around it")),
          Map.entry("NodeSelectorTerm", Map.of("matchLabels", "write matchExpressions")),
          Map.entry(
              "ContainerPort",
              Map.of(
                  "port", "write containerPort",
                  "targetPort", "write containerPort",
                  "nodePort", "write it at spec.ports of a Service")),
          Map.entry(
              "ServicePort",
              Map.of("containerPort", "write targetPort", "hostPort", "write nodePort")),
          Map.entry(
              "PodResourceClaim",
              Map.of(
                  "deviceClassName", "write it in the ResourceClaim that is named",
                  "claimName", "write resourceClaimName",
                  "claim", "write resourceClaimName",
                  "templateName", "write resourceClaimTemplateName",
                  "claimTemplateName", "write resourceClaimTemplateName")),
          Map.entry(
              "Apps.DaemonSetSpec",
              Map.of(
                  "replicas", "leave it out: there is one pod for each node that fits",
                  "strategy", "write updateStrategy")),
          Map.entry("Apps.StatefulSetSpec", Map.of("strategy", "write updateStrategy")),
          Map.entry("Apps.DeploymentSpec", Map.of("updateStrategy", "write strategy")),
          Map.entry(
              "Networking.V1.IngressBackend",
              Map.of("serviceName", ".service.name", "servicePort", ".service.port.number")),
          Map.entry("Networking.V1.IngressSpec", Map.of("backend", "write defaultBackend")),
          Map.entry("ConfigMap", Map.of("stringData", "write data")),
          Map.entry("Secret", Map.of("binaryData", "write data")));

  // The field that is meant where its value stands in place of the object.
  private static final Map<String, String> MAIN_FIELDS =
      Map.ofEntries(
          Map.entry("HostPathVolumeSource", "path"),
          Map.entry("PersistentVolumeClaimVolumeSource", "claimName"),
          Map.entry("ConfigMapVolumeSource", "name"),
          Map.entry("SecretVolumeSource", "secretName"),
          Map.entry("EmptyDirVolumeSource", "medium"),
          Map.entry("LocalObjectReference", "name"),
          Map.entry("ContainerPort", "containerPort"),
          Map.entry("ServicePort", "port"),
          Map.entry("TCPSocketAction", "port"));

  private static final Kind PERSISTENT_VOLUME = new Kind("v1", "PersistentVolume");
  private static final Kind CLAIM = new Kind("v1", "PersistentVolumeClaim");
  private static final Kind STATEFUL_SET = new Kind("apps/v1", "StatefulSet");
  private static final Kind DEPLOYMENT = new Kind("apps/v1", "Deployment");
  private static final Kind STORAGE_CLASS = new Kind("storage.k8s.io/v1", "StorageClass");
  private static final Kind CRON_JOB = new Kind("batch/v1", "CronJob");
  private static final Map<String, List<Kind>> RELATED =
      Map.of(
          "PersistentVolumeClaim", List.of(PERSISTENT_VOLUME),
          "PersistentVolume", List.of(CLAIM, STORAGE_CLASS),
          "Job", List.of(CRON_JOB),
          "Deployment", List.of(STATEFUL_SET),
          "ReplicaSet", List.of(DEPLOYMENT, STATEFUL_SET),
          "DaemonSet", List.of(DEPLOYMENT, STATEFUL_SET),
          "StatefulSet", List.of(DEPLOYMENT),
          "Pod", List.of(DEPLOYMENT, STATEFUL_SET));

  // Where a type has what everybody names as they like.
  private static final Map<String, String> FREE_FIELDS =
      Map.of(
          "LabelSelector", "matchLabels",
          "StorageClass", "parameters",
          "CSIPersistentVolumeSource", "volumeAttributes",
          "CSIVolumeSource", "volumeAttributes");

  private Meanings() {}

  /**
   * A kind that is mistaken for another.
   *
   * @param apiVersion such as {@code v1} or {@code apps/v1}
   * @param name such as {@code Deployment}
   */
  record Kind(String apiVersion, String name) {}

  /** Returns the kinds that people mix up with this one, the likeliest first. */
  static List<Kind> related(String kind) {
    return RELATED.getOrDefault(kind, List.of());
  }

  /** Returns the field whose value people write in place of an object; null if none. */
  static @Nullable String mainField(String type) {
    return MAIN_FIELDS.get(type);
  }

  /** Returns the field of a type that holds what is named freely, such as labels; null if none. */
  static @Nullable String freeFields(String type) {
    return FREE_FIELDS.get(type);
  }

  /**
   * Returns what is meant; null when it is not known.
   *
   * @param type the name of the type that holds the field
   * @param holder the object that holds it
   */
  static @Nullable String of(String type, String field, ObjectValue holder) {
    if (type.equals("VolumeMount") && field.equals("path") && holder.has("mountPath")) {
      return "write subPath";
    }
    return KNOWN.getOrDefault(type, Map.of()).get(field);
  }
}
