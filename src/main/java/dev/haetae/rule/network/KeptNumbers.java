package dev.haetae.rule.network;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.ServiceView;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers that the Service of the world has, which the API server leaves to a manifest that
 * writes none.
 */
final class KeptNumbers {
  private final Map<String, Boolean> byPortName = new HashMap<>();
  private final boolean healthCheck;

  /** The numbers of the Service of the world that has the name of {@code service}. */
  KeptNumbers(ServiceView service, Inventory inventory) {
    ServiceView there =
        inventory.service(service.resource().namespace(), service.resource().name());
    healthCheck = there != null && there.healthCheckNodePort() != 0;
    if (there != null) {
      for (ObjectView port : there.ports()) {
        byPortName.putIfAbsent(port.text("name"), ServiceView.nodePort(port) != 0);
      }
    }
  }

  /** Returns whether one is kept for {@code field}. */
  boolean include(NodePortField field) {
    return field.port() == null
        ? healthCheck
        : byPortName.getOrDefault(field.port().text("name"), false);
  }
}
