package dev.haetae.inventory.applied;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.ServiceView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers that a Service keeps when it is written again without them. Mirrors {@code
 * patchAllocatedValues} of {@code pkg/registry/core/service/storage/alloc.go}: a port keeps the
 * node port that the port of its name had, unless another port writes that number now.
 *
 * @param nodePorts of each element of {@code spec.ports}; 0 where nothing is kept
 * @param healthCheck of {@code spec.healthCheckNodePort}; 0 where nothing is kept
 */
public record KeptNodePorts(List<Long> nodePorts, long healthCheck) {
  /** Numbers that are copied. */
  public KeptNodePorts {
    nodePorts = List.copyOf(nodePorts);
  }

  /** Returns what {@code after} keeps of {@code before}, which it takes the place of. */
  public static KeptNodePorts of(ServiceView before, ServiceView after) {
    boolean given = before.isGivenNodePorts() && after.isGivenNodePorts();
    boolean checked =
        before.needsHealthCheckPort()
            && after.needsHealthCheckPort()
            && after.healthCheckNodePort() == 0;
    Map<String, Long> byName = new HashMap<>();
    if (given) {
      before.ports().forEach(port -> byName.put(port.text("name"), ServiceView.nodePort(port)));
    }
    Set<Long> used = new HashSet<>();
    after.ports().forEach(port -> used.add(ServiceView.nodePort(port)));
    return new KeptNodePorts(
        after.ports().stream().map(port -> kept(port, byName, used)).toList(),
        checked ? before.healthCheckNodePort() : 0);
  }

  private static long kept(ObjectView port, Map<String, Long> byName, Set<Long> used) {
    long known = byName.getOrDefault(port.text("name"), 0L);
    return ServiceView.nodePort(port) == 0 && known != 0 && used.add(known) ? known : 0;
  }
}
