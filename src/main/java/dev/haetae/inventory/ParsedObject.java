package dev.haetae.inventory;

import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import java.util.List;
import java.util.Map;

/**
 * An object of a world, parsed once for what a world is asked for.
 *
 * @param content a {@link PersistentVolumeClaim}, {@link PersistentVolume}, {@link StorageClass},
 *     {@link DeviceClass}, {@link Node}, {@link PlacedPod} or one of the records here; the resource
 *     itself where it is looked up as a manifest only
 */
record ParsedObject(Resource resource, Object content) {
  /** A Service and the node ports that it holds. */
  record Service(ServiceView view, List<HeldNodePort> held) {}

  /** The labels of a Namespace. */
  record Namespace(Map<String, String> labels) {}

  /** The reason why an object could not be read for which this one stands. */
  record Unreadable(String problem) {}

  /**
   * Parses an object.
   *
   * @throws dev.haetae.resource.MalformedResourceException when a field has the wrong type
   */
  static ParsedObject of(Resource resource) {
    return new ParsedObject(resource, content(resource));
  }

  private static Object content(Resource resource) {
    String problem = UnreadableMark.problem(resource);
    if (problem != null) {
      return new Unreadable(problem);
    }
    GroupKind kind = resource.groupKind();
    if (kind.equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      return PersistentVolumeClaim.of(resource);
    } else if (kind.equals(GroupKind.PERSISTENT_VOLUME)) {
      return PersistentVolume.of(resource);
    } else if (kind.equals(GroupKind.STORAGE_CLASS)) {
      return StorageClass.of(resource);
    } else if (kind.equals(GroupKind.DEVICE_CLASS)) {
      return DeviceClass.of(resource);
    } else if (kind.equals(GroupKind.NODE)) {
      return Node.of(resource);
    } else if (kind.equals(GroupKind.POD) && !resource.pods().isEmpty()) {
      return PlacedPod.of(resource);
    } else if (kind.equals(GroupKind.SERVICE)) {
      ServiceView view = ServiceView.of(resource);
      return new Service(view, HeldNodePort.of(view));
    } else if (kind.equals(GroupKind.NAMESPACE)) {
      return new Namespace(resource.labels());
    }
    return resource;
  }
}
