package dev.haetae.rule.network;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.Path;
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

  /** Returns where the field stands. */
  Path path() {
    return port == null ? service.spec().path("healthCheckNodePort") : port.path("nodePort");
  }

  private boolean isGiven() {
    return port == null ? service.needsHealthCheckPort() : service.isGivenNodePorts();
  }

  /** Returns whether both may have the same number: one port, over two protocols. */
  boolean mayShareWith(NodePortField other) {
    return port != null
        && other.port != null
        && isOfPortOf(other)
        && !ServiceView.protocol(port).equals(ServiceView.protocol(other.port));
  }

  /** Returns whether both stand at ports of one number. */
  boolean isOfPortOf(NodePortField other) {
    return port != null
        && other.port != null
        && port.integer("port", 0) == other.port.integer("port", 0);
  }
}
