package dev.haetae.inventory;

import dev.haetae.inventory.PlacedPod.HostPort;
import dev.haetae.resource.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * A node and what its pods take of it.
 *
 * @param node the node
 * @param allocatable what pods can have in all
 * @param requested what the unfinished pods on it ask for together
 * @param pods how many unfinished pods are on it
 * @param hostPorts the host ports they hold
 */
public record NodeLoad(
    Node node,
    ResourceAmounts allocatable,
    ResourceAmounts requested,
    int pods,
    List<HostPort> hostPorts) {
  /** A load that keeps its own copy of the list. */
  public NodeLoad {
    hostPorts = List.copyOf(hostPorts);
  }

  /** The load of a node that has these pods, none of them finished. */
  public static NodeLoad of(Node node, List<PlacedPod> pods) {
    ResourceAmounts.Sum requested = new ResourceAmounts.Sum();
    List<HostPort> hostPorts = new ArrayList<>(0);
    for (PlacedPod pod : pods) {
      requested.add(pod.requests());
      hostPorts.addAll(pod.hostPorts());
    }
    return new NodeLoad(
        node, ResourceAmounts.of(node.allocatable()), requested.build(), pods.size(), hostPorts);
  }

  /** The same node without its pods. */
  public NodeLoad idle() {
    return new NodeLoad(node, allocatable, ResourceAmounts.NONE, 0, List.of());
  }
}
