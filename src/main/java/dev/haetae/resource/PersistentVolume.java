package dev.haetae.resource;

import dev.haetae.resource.tree.ObjectValue;
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
 * @param provisioner who made it, as {@link #PROVISIONED_BY} says; empty when made by hand
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
    String reclaimPolicy,
    String provisioner) {

  /** The annotation that the provisioners' library writes on every volume that it makes. */
  public static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";

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
    /** Returns whether it names this claim: same name, and same uid where the reference has one. */
    public boolean names(PersistentVolumeClaim claim) {
      return name.equals(claim.name())
          && namespace.equals(claim.namespace())
          && (uid.isEmpty() || uid.equals(claim.uid()));
    }
  }

  /**
   * The storage on which a volume's data lies.
   *
   * @param type the field of the spec: {@code nfs}, {@code csi}, {@code hostPath}, {@code local},
   *     …; empty when there is none
   * @param driver the CSI driver; empty for other types
   * @param handle the CSI volume's {@code volumeHandle}; empty for other types
   * @param server the NFS server, of {@code nfs} or of a CSI volume's attributes; may be empty
   * @param path the exported, host or local path, of a CSI volume its {@code share} with the {@code
   *     subdir} below; may be empty
   * @param readOnly whether no pod can write to it, whatever its mounts say
   */
  public record Source(
      String type, String driver, String handle, String server, String path, boolean readOnly) {
    private static final Source NONE = new Source("", "", "", "", "", false);

    /** The source that stands in {@code view}, the field {@code type} of a volume. */
    public static Source of(String type, ObjectView view) {
      boolean readOnly = view.flag("readOnly", false);
      return switch (type) {
        case "csi" -> ofDriver(view, readOnly);
        case "nfs" -> new Source(type, "", "", view.text("server"), view.text("path"), readOnly);
        case "hostPath", "local" -> new Source(type, "", "", "", view.text("path"), false);
        default -> new Source(type, "", "", "", "", false);
      };
    }

    // The NFS driver reads the names of its attributes without regard to case; what a provisioner
    // has made of one share lies in one directory each.
    private static Source ofDriver(ObjectView view, boolean readOnly) {
      ObjectView attributes = view.object("volumeAttributes");
      String share = attribute(attributes, "share");
      String directory = attribute(attributes, "subdir");
      return new Source(
          "csi",
          view.text("driver"),
          view.text("volumeHandle"),
          attribute(attributes, "server"),
          share.isEmpty() || directory.isEmpty() ? share : share + '/' + directory,
          readOnly);
    }

    private static String attribute(ObjectView attributes, String name) {
      ObjectValue written = attributes.value();
      for (int i = 0; i < written.size(); i++) {
        if (written.key(i).equalsIgnoreCase(name)) {
          return attributes.text(written.key(i));
        }
      }
      return "";
    }

    /** The directory of an NFS server where the data lies; null when it shows none. */
    public @Nullable NfsExport export() {
      return (type.equals("nfs") || type.equals("csi")) && !server.isEmpty() && !path.isEmpty()
          ? new NfsExport(server, path)
          : null;
    }
  }

  /** The volume that {@code resource} writes. */
  public static PersistentVolume of(Resource resource) {
    ObjectView spec = resource.view().object("spec");
    Quantity capacity = spec.object("capacity").quantity("storage");
    ObjectView annotations = resource.metadata().object("annotations");
    String byAnnotation = annotations.text(CLASS_ANNOTATION);
    return new PersistentVolume(
        resource.name(),
        resource.metadata().text("uid"),
        resource.labels(),
        resource.isTerminating(),
        resource.view().object("status").text("phase"),
        capacity == null ? Quantity.ZERO : capacity,
        PersistentVolumeClaim.accessModes(spec),
        byAnnotation.isEmpty() ? spec.text("storageClassName") : byAnnotation,
        spec.text("volumeAttributesClassName"),
        spec.text("volumeMode", "Filesystem"),
        claim(spec),
        affinity(spec),
        source(spec),
        spec.text("persistentVolumeReclaimPolicy"),
        annotations.text(PROVISIONED_BY));
  }

  /** The same volume, given or promised to this claim. */
  public PersistentVolume withClaim(ClaimReference holder) {
    return new PersistentVolume(
        name,
        uid,
        labels,
        terminating,
        phase,
        capacity,
        accessModes,
        storageClass,
        volumeAttributesClass,
        volumeMode,
        holder,
        nodeAffinity,
        source,
        reclaimPolicy,
        provisioner);
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
        return Source.of(FIRST_SOURCES.get(i), spec.object(FIRST_SOURCES.get(i)));
      }
    }
    ObjectValue fields = spec.value();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.value(i) instanceof ObjectValue && !NOT_SOURCES.contains(fields.key(i))) {
        return Source.of(fields.key(i), spec.object(fields.key(i)));
      }
    }
    return Source.NONE;
  }
}
