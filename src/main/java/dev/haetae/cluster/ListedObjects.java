package dev.haetae.cluster;

import dev.haetae.resource.JsonSelection;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.StringValue;
import java.util.Map;

/** Makes whole objects of a list's items, which name neither their kind nor its version. */
final class ListedObjects {
  /** What becomes a tree of an event of a watch: not who wrote which field of its object. */
  static final JsonSelection EVENT_SELECTION =
      JsonSelection.of(Map.of("object", JsonSelection.OBJECT), JsonSelection.ALL);

  // All of the object once more.
  private static final String APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private ListedObjects() {}

  /**
   * The object of an item, without what nobody reads.
   *
   * @param apiVersion such as {@code storage.k8s.io/v1}
   * @throws dev.haetae.resource.MalformedResourceException when it cannot be an object
   */
  static Resource of(ObjectValue item, String apiVersion, String kind) {
    return named(item, apiVersion, kind, "");
  }

  /**
   * The object of an item, without what nobody reads.
   *
   * @param source where it comes from, for messages
   */
  static Resource named(ObjectValue item, String apiVersion, String kind, String source) {
    ObjectValue.Builder tree = new ObjectValue.Builder(item.size() + 2);
    tree.put("apiVersion", new StringValue(apiVersion));
    tree.put("kind", new StringValue(kind));
    for (int i = 0; i < item.size(); i++) {
      String key = item.key(i);
      if (key.equals("metadata") && item.value(i) instanceof ObjectValue metadata) {
        tree.put(key, tidied(metadata));
      } else if (!key.equals("apiVersion") && !key.equals("kind")) {
        tree.put(key, item.value(i));
      }
    }
    return Resource.of(
        tree.build(), source.isEmpty() ? Origin.NONE : new Origin(source, 0), "default");
  }

  private static ObjectValue tidied(ObjectValue metadata) {
    if (metadata.get("annotations") instanceof ObjectValue annotations
        && annotations.has(APPLIED)) {
      ObjectValue others = annotations.without(APPLIED);
      return others.size() == 0
          ? metadata.without("annotations")
          : metadata.with("annotations", others);
    }
    return metadata;
  }
}
