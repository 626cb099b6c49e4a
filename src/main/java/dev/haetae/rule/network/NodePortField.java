package dev.haetae.rule.network;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Path;
import dev.haetae.resource.ServiceView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a Service that holds a node port: the nodePort of one of its ports, or {@code
 * spec.healthCheckNodePort}; both come from one pool.
 *
 * @param service the Service
 * @param port the element of {@code spec.ports}; null for the health check
 */
record NodePortField(ServiceView service, @Nullable ObjectView port) {

  /** The fields of a Service that have a number, or are given one by the API server. */
  static List<NodePortField> of(ServiceView service) {
    List<ObjectView> ports = service.ports();
    List<NodePortField> fields = new ArrayList<>(ports.size() + 1);
    for (ObjectView port : ports) {
      fields.add(new NodePortField(service, port));
    }
    fields.add(new NodePortField(service, null));
    fields.removeIf(field -> field.number() == 0 && !field.isGiven());
    return fields;
  }

  /** The number that is written; 0 when none is. */
  long number() {
    return port == null ? service.healthCheckNodePort() : ServiceView.nodePort(port);
  }

  /** Where it stands. */
  Path path() {
    return port == null ? service.spec().path("healthCheckNodePort") : port.path("nodePort");
  }

  // Mirrors shouldAllocateNodePorts and NeedsHealthCheck of the API server's Service storage.
  private boolean isGiven() {
    boolean balanced = service.type().equals("LoadBalancer");
    if (port == null) {
      return balanced && service.spec().text("externalTrafficPolicy").equals("Local");
    }
    return service.type().equals("NodePort")
        || (balanced && service.spec().flag("allocateLoadBalancerNodePorts", true));
  }

  /**
   * Whether the Service of the world has a number here, which the API server leaves to a manifest
   * that writes none.
   */
  boolean isKept(Inventory inventory) {
    ServiceView there =
        inventory.service(service.resource().namespace(), service.resource().name());
    if (there == null || port == null) {
      return there != null && there.healthCheckNodePort() != 0;
    }
    for (ObjectView other : there.ports()) {
      if (other.text("name").equals(port.text("name"))) {
        return ServiceView.nodePort(other) != 0;
      }
    }
    return false;
  }

  /** Whether both may have the same number: one port, over two protocols. */
  boolean mayShareWith(NodePortField other) {
    return port != null
        && other.port != null
        && port.integer("port", 0) == other.port.integer("port", 0)
        && !ServiceView.protocol(port).equals(ServiceView.protocol(other.port));
  }

  /**
   * Whether the number is known to be chosen by hand and not by the API server.
   *
   * <p>The API server notes in {@code metadata.managedFields} who wrote which field before it gives
   * out numbers, so a number that nobody manages was given out. An object that it has seen, but
   * that comes without the notes (as {@code kubectl get} prints it), does not tell.
   */
  boolean isHandPicked() {
    ObjectView metadata = service.resource().metadata();
    if (!metadata.has("managedFields")) {
      return !metadata.has("uid");
    }
    for (ObjectView manager : metadata.objects("managedFields")) {
      ObjectView spec = manager.object("fieldsV1").object("f:spec");
      if (port == null
          ? spec.has("f:healthCheckNodePort")
          : spec.object("f:ports").object(managedKey(port)).has("f:nodePort")) {
        return true;
      }
    }
    return false;
  }

  private static String managedKey(ObjectView port) {
    return "k:{\"port\":"
        + port.integer("port", 0)
        + ",\"protocol\":\""
        + ServiceView.protocol(port)
        + "\"}";
  }
}
