package dev.haetae.resource;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A persistent volume, as binding sees it.
 *
 * @param name the volume's name
 * @param uid empty in a manifest
 * @param labels the volume's labels
 * @param terminating whether it is being deleted
 * @param phase {@code Available}, {@code Bound}, {@code Released}, {@code Failed}, {@code Pending};
 *     empty in a manifest
 * @param capacity {@code spec.capacity.storage}
 * @param accessModes in order of writing
 * @param storageClass the class, the beta annotation first; empty for none
 * @param volumeAttributesClass {@code spec.volumeAttributesClassName}; empty for none
 * @param volumeMode {@code Filesystem} or {@code Block}
 * @param claim the claim it is bound or promised to; null when free
 * @param nodeAffinity the nodes it can be reached from; null for all
 * @param source where the data lies
 * @param reclaimPolicy {@code Retain}, {@code Delete} or {@code Recycle}; empty when not written
 */
public record PersistentVolume(
    String name,
    String uid,
    Map<String, String> labels,
    boolean terminating,
    String phase,
    Quantity capacity,
    List<String> accessModes,
    String storageClass,
    String volumeAttributesClass,
    String volumeMode,
    @Nullable ClaimReference claim,
    @Nullable NodeSelector nodeAffinity,
    Source source,
    String reclaimPolicy) {

  private static final String CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";
  private static final List<String> NOT_SOURCES =
      List.of(
          "capacity",
          "accessModes",
          "claimRef",
          "persistentVolumeReclaimPolicy",
          "storageClassName",
          "mountOptions",
          "volumeMode",
          "nodeAffinity",
          "volumeAttributesClassName");
  // Read before any other field: none may hide that a volume is a path of a node.
  private static final List<String> FIRST_SOURCES = List.of("hostPath", "local", "nfs", "csi");

  /**
   * The claim that a volume names.
   *
   * @param uid empty when only promised (pre-bound by hand)
   */
  public record ClaimReference(String namespace, String name, String uid) {
    /** Whether it names this claim: same name, and same uid where the reference has one. */
    public boolean names(PersistentVolumeClaim claim) {
      return name.equals(claim.name())
          && namespace.equals(claim.namespace())
          && (uid.isEmpty() || uid.equals(claim.uid()));
    }
  }

  /**
   * Where a volume's data lies.
   *
   * @param type the field of the spec: {@code nfs}, {@code csi}, {@code hostPath}, {@code local},
   *     …; empty when there is none
   * @param driver the CSI driver; empty for other types
   * @param server the NFS server, of {@code nfs} or of a CSI volume's attributes; may be empty
   * @param path the exported, host or local path; may be empty
   */
  public record Source(String type, String driver, String server, String path) {}

  /** The volume that {@code resource} writes. */
  public static PersistentVolume of(Resource resource) {
    ObjectView spec = resource.view().object("spec");
    Quantity capacity = spec.object("capacity").quantity("storage");
    String byAnnotation = resource.metadata().object("annotations").text(CLASS_ANNOTATION);
    return new PersistentVolume(
        resource.name(),
        resource.metadata().text("uid"),
        resource.labels(),
        resource.isTerminating(),
        resource.view().object("status").text("phase"),
        capacity == null ? Quantity.ZERO : capacity,
        spec.texts("accessModes"),
        byAnnotation.isEmpty() ? spec.text("storageClassName") : byAnnotation,
        spec.text("volumeAttributesClassName"),
        spec.text("volumeMode", "Filesystem"),
        claim(spec),
        affinity(spec),
        source(spec),
        spec.text("persistentVolumeReclaimPolicy"));
  }

  private static @Nullable ClaimReference claim(ObjectView spec) {
    if (!spec.has("claimRef")) {
      return null;
    }
    ObjectView reference = spec.object("claimRef");
    return new ClaimReference(
        reference.text("namespace"), reference.text("name"), reference.text("uid"));
  }

  private static @Nullable NodeSelector affinity(ObjectView spec) {
    ObjectView affinity = spec.object("nodeAffinity");
    return affinity.has("required") ? NodeSelector.of(affinity.object("required")) : null;
  }

  private static Source source(ObjectView spec) {
    for (int i = 0; i < FIRST_SOURCES.size(); i++) {
      if (spec.has(FIRST_SOURCES.get(i))) {
        return source(FIRST_SOURCES.get(i), spec.object(FIRST_SOURCES.get(i)));
      }
    }
    ObjectValue fields = spec.value();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.value(i) instanceof ObjectValue && !NOT_SOURCES.contains(fields.key(i))) {
        return source(fields.key(i), spec.object(fields.key(i)));
      }
    }
    return new Source("", "", "", "");
  }

  private static Source source(String type, ObjectView view) {
    if (type.equals("csi")) {
      ObjectView attributes = view.object("volumeAttributes");
      return new Source(
          type, view.text("driver"), attributes.text("server"), attributes.text("share"));
    }
    return switch (type) {
      case "nfs" -> new Source(type, "", view.text("server"), view.text("path"));
      case "hostPath", "local" -> new Source(type, "", "", view.text("path"));
      default -> new Source(type, "", "", "");
    };
  }
}
