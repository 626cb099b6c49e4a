package dev.haetae.cluster.client;

import dev.haetae.resource.Carriers;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;

/** Makes whole objects of a list's items, which name neither their kind nor its version. */
public final class ListedObjects {
  private ListedObjects() {}

  /**
   * The object of an item.
   *
   * @param apiVersion such as {@code storage.k8s.io/v1}
   * @throws dev.haetae.resource.MalformedResourceException when it cannot be an object
   */
  public static Resource of(ObjectValue item, String apiVersion, String kind) {
    return named(item, apiVersion, kind, "", Carriers.SHIPPED);
  }

  /**
   * The object of an item.
   *
   * @param source where it comes from, for messages
   * @param carriers the kinds that carry pod specs
   */
  public static Resource named(
      ObjectValue item, String apiVersion, String kind, String source, Carriers carriers) {
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
        tree.build(), source.isEmpty() ? Origin.NONE : new Origin(source, 0), "default", carriers);
  }

  private static ObjectValue tidied(ObjectValue metadata) {
    // All of them have been left out.
    return metadata.get("annotations") instanceof ObjectValue annotations && annotations.size() == 0
        ? metadata.without("annotations")
        : metadata;
  }
}
