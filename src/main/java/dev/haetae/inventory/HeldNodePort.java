package dev.haetae.inventory;

import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import java.util.ArrayList;
import java.util.List;

/**
 * A node port that a Service holds, and by which of its fields.
 *
 * @param port 30000 to 32767, unless the cluster has another range
 * @param owner the Service and the field
 */
public record HeldNodePort(int port, NodePortOwner owner) {
  /** The node ports of a Service in the order of its fields, without numbers still to be chosen. */
  public static List<HeldNodePort> of(ServiceView service) {
    List<HeldNodePort> held = new ArrayList<>(2);
    for (ObjectView port : service.ports()) {
      int number = (int) ServiceView.nodePort(port);
      if (number > 0) {
        // Thousands of Services have the same few fields.
        held.add(of(service, number, port.path("nodePort").toString().intern()));
      }
    }
    int healthCheck = (int) service.healthCheckNodePort();
    if (healthCheck > 0) {
      held.add(of(service, healthCheck, "spec.healthCheckNodePort"));
    }
    return held;
  }

  private static HeldNodePort of(ServiceView service, int number, String field) {
    Resource resource = service.resource();
    return new HeldNodePort(
        number, new NodePortOwner(resource.namespace(), resource.name(), field));
  }
}
