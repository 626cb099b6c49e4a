package dev.haetae.resource;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A claim, as binding sees it.
 *
 * @param namespace the claim's namespace
 * @param name the claim's name
 * @param uid empty in a manifest
 * @param terminating whether it is being deleted
 * @param phase {@code Pending}, {@code Bound}, {@code Lost}; empty in a manifest
 * @param accessModes in order of writing
 * @param request {@code spec.resources.requests.storage}
 * @param storageClass the class, the beta annotation first; null when none is written, empty for
 *     "no class"
 * @param volumeAttributesClass {@code spec.volumeAttributesClassName}; empty for none
 * @param volumeMode {@code Filesystem} or {@code Block}
 * @param selector on volumes' labels; null when none is written
 * @param volumeName the volume it names; empty for none
 * @param bindCompleted whether the controller's {@code pv.kubernetes.io/bind-completed} is on it
 * @param selectedNode the node the scheduler chose for it ({@code
 *     volume.kubernetes.io/selected-node}); empty for none
 */
public record PersistentVolumeClaim(
    String namespace,
    String name,
    String uid,
    boolean terminating,
    String phase,
    List<String> accessModes,
    Quantity request,
    @Nullable String storageClass,
    String volumeAttributesClass,
    String volumeMode,
    @Nullable LabelSelector selector,
    String volumeName,
    boolean bindCompleted,
    String selectedNode) {
  private static final int MOST_MODES = 16;
  private static final Set<String> MODES =
      Set.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");

  private static final String CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";

  /** The claim that {@code resource} writes. */
  public static PersistentVolumeClaim of(Resource resource) {
    return of(
        resource.view().object("spec"),
        resource.metadata(),
        resource.namespace(),
        resource.name(),
        resource.view().object("status").text("phase"));
  }

  /**
   * The claim that a template makes: of a StatefulSet's {@code volumeClaimTemplates[]} or of a
   * generic ephemeral volume's {@code volumeClaimTemplate}.
   *
   * @param template an object with metadata and spec
   * @param name the name the claim will have
   */
  public static PersistentVolumeClaim ofTemplate(
      ObjectView template, String namespace, String name) {
    return of(template.object("spec"), template.object("metadata"), namespace, name, "");
  }

  private static PersistentVolumeClaim of(
      ObjectView spec, ObjectView metadata, String namespace, String name, String phase) {
    ObjectView annotations = metadata.object("annotations");
    Quantity request = spec.object("resources").object("requests").quantity("storage");
    return new PersistentVolumeClaim(
        namespace,
        name,
        metadata.text("uid"),
        metadata.has("deletionTimestamp"),
        phase,
        accessModes(spec),
        request == null ? Quantity.ZERO : request,
        annotations.has(CLASS_ANNOTATION)
            ? annotations.text(CLASS_ANNOTATION)
            : spec.textOrNull("storageClassName"),
        spec.text("volumeAttributesClassName"),
        spec.text("volumeMode", "Filesystem"),
        spec.has("selector") ? LabelSelector.of(spec.object("selector")) : null,
        spec.text("volumeName"),
        annotations.has("pv.kubernetes.io/bind-completed"),
        annotations.text("volume.kubernetes.io/selected-node"));
  }

  /** Returns whether it was bound once: to a volume that it has still, or has lost. */
  public boolean wasBound() {
    return bindCompleted || phase.equals("Bound") || phase.equals("Lost");
  }

  /** The same claim with this class: after the default class was filled in. */
  public PersistentVolumeClaim withStorageClass(String storageClass) {
    return with(accessModes, storageClass, selectedNode);
  }

  /** The same claim with these access modes. */
  public PersistentVolumeClaim withAccessModes(List<String> modes) {
    return with(modes, storageClass, selectedNode);
  }

  /** The same claim once the scheduler has chosen this node for it. */
  public PersistentVolumeClaim withSelectedNode(String node) {
    return with(accessModes, storageClass, node);
  }

  private PersistentVolumeClaim with(
      List<String> accessModes, @Nullable String storageClass, String selectedNode) {
    return new PersistentVolumeClaim(
        namespace,
        name,
        uid,
        terminating,
        phase,
        accessModes,
        request,
        storageClass,
        volumeAttributesClass,
        volumeMode,
        selector,
        volumeName,
        bindCompleted,
        selectedNode);
  }

  /**
   * The {@code accessModes} of a claim or volume. The API server knows four, and refuses others: of
   * a list that is longer than any sense, each one once, and few that it does not know.
   */
  public static List<String> accessModes(ObjectView spec) {
    List<String> written = spec.texts("accessModes");
    if (written.size() <= MOST_MODES) {
      return written;
    }
    Set<String> modes = new LinkedHashSet<>();
    for (String mode : written) {
      if (modes.size() < MOST_MODES || MODES.contains(mode)) {
        modes.add(mode);
      }
    }
    return List.copyOf(modes);
  }
}
