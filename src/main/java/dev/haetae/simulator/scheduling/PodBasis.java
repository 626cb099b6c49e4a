package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.simulator.scheduling.devices.DynamicResources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pod is predicted from.
 *
 * @param devices null for a pod that claims none, and for one whose devices are not known
 * @param closed whether what is not found does not exist
 * @param idle whether all pods are thought away
 */
record PodBasis(
    PodDemand pod,
    PodClaims claims,
    @Nullable DynamicResources devices,
    List<NodeLoad> loads,
    boolean closed,
    boolean idle) {}
