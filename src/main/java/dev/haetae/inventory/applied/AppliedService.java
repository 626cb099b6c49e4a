package dev.haetae.inventory.applied;

import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Service whose manifest is applied over one that is there, the numbers that it keeps filled in.
 */
final class AppliedService {
  private static final Path HEALTH_CHECK = Path.of("spec", "healthCheckNodePort");

  private AppliedService() {}

  /** The tree of {@code written} with what it keeps of {@code there}. */
  static ObjectValue over(Resource there, Resource written) {
    ServiceView after = ServiceView.of(written);
    KeptNodePorts numbers = KeptNodePorts.of(ServiceView.of(there), after);
    List<PatchOperation> kept = new ArrayList<>();
    for (int i = 0; i < numbers.nodePorts().size(); i++) {
      long number = numbers.nodePorts().get(i);
      if (number != 0) {
        kept.add(PatchOperation.add(after.ports().get(i).path("nodePort"), NumberValue.of(number)));
      }
    }
    if (numbers.healthCheck() > 0) {
      kept.add(PatchOperation.add(HEALTH_CHECK, NumberValue.of(numbers.healthCheck())));
    }
    return kept.isEmpty() ? written.tree() : JsonPatch.apply(written.tree(), kept);
  }
}
