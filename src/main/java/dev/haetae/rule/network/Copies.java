package dev.haetae.rule.network;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ServiceView;

/**
 * The copies of a Service in other folders of an input: the same name in the namespace of another
 * overlay, such as {@code dev} and {@code prod}, which may be two clusters.
 */
final class Copies {
  private Copies() {}

  /** Returns whether the holder of a node port is such a copy. */
  static boolean include(ServiceView service, NodePortOwner holder, Inventory inventory) {
    if (!holder.name().equals(service.resource().name())) {
      return false;
    }
    String file =
        inventory.manifests().elsewhere(GroupKind.SERVICE, holder.namespace(), holder.name());
    return !file.isEmpty() && !folder(file).equals(folder(service.resource().origin().file()));
  }

  private static String folder(String file) {
    return file.substring(0, file.lastIndexOf('/') + 1);
  }
}
