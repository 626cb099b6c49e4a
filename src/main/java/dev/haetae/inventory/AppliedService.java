package dev.haetae.inventory;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers that a Service keeps when its manifest, which writes none, is applied again. Mirrors
 * {@code patchAllocatedValues} of {@code pkg/registry/core/service/storage/alloc.go}: a port keeps
 * the node port that the port of its name had.
 */
final class AppliedService {
  private static final Path HEALTH_CHECK = Path.of("spec", "healthCheckNodePort");

  private AppliedService() {}

  /** The tree of {@code written} with what it keeps of {@code there}. */
  static ObjectValue over(Resource there, Resource written) {
    ServiceView before = ServiceView.of(there);
    ServiceView after = ServiceView.of(written);
    List<PatchOperation> kept = new ArrayList<>();
    if (isGivenNodePorts(before) && isGivenNodePorts(after)) {
      keepNodePorts(before, after, kept);
    }
    long healthCheck = before.healthCheckNodePort();
    if (healthCheck > 0
        && after.healthCheckNodePort() == 0
        && after.type().equals("LoadBalancer")
        && after.spec().text("externalTrafficPolicy").equals("Local")) {
      kept.add(PatchOperation.add(HEALTH_CHECK, NumberValue.of(healthCheck)));
    }
    return kept.isEmpty() ? written.tree() : JsonPatch.apply(written.tree(), kept);
  }

  private static boolean isGivenNodePorts(ServiceView service) {
    return service.type().equals("NodePort")
        || (service.type().equals("LoadBalancer")
            && service.spec().flag("allocateLoadBalancerNodePorts", true));
  }

  private static void keepNodePorts(
      ServiceView before, ServiceView after, List<PatchOperation> kept) {
    Map<String, Long> byName = new HashMap<>();
    for (ObjectView port : before.ports()) {
      byName.put(port.text("name"), ServiceView.nodePort(port));
    }
    Set<Long> used = new HashSet<>();
    for (ObjectView port : after.ports()) {
      used.add(ServiceView.nodePort(port));
    }
    for (ObjectView port : after.ports()) {
      Long known = byName.get(port.text("name"));
      if (ServiceView.nodePort(port) == 0 && known != null && used.add(known)) {
        kept.add(PatchOperation.add(port.path("nodePort"), NumberValue.of(known)));
      }
    }
  }
}
