package dev.haetae.simulator.scheduling.devices;

import dev.haetae.resource.Node;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.ObjectView;
import org.jspecify.annotations.Nullable;

/**
 * The nodes from which devices can be reached.
 *
 * @param nodeName the only one; empty for none such
 * @param everywhere whether all of them
 * @param selector those that it selects; null for none such
 */
record DevicePlace(String nodeName, boolean everywhere, @Nullable NodeSelector selector) {
  static DevicePlace of(ObjectView view) {
    return new DevicePlace(
        view.text("nodeName"),
        view.flag("allNodes", false),
        view.has("nodeSelector") ? NodeSelector.of(view.object("nodeSelector")) : null);
  }

  /** Returns whether it says anything. */
  boolean isWritten() {
    return !nodeName.isEmpty() || everywhere || selector != null;
  }

  boolean includes(Node node) {
    if (!nodeName.isEmpty()) {
      return nodeName.equals(node.name());
    }
    return everywhere || (selector != null && selector.matches(node.name(), node.labels()));
  }
}
