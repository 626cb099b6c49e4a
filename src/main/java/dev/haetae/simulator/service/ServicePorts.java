package dev.haetae.simulator.service;

import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.inventory.applied.KeptNodePorts;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.ServiceView;
import dev.haetae.simulator.service.ServicePrediction.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a Service as the API server fills them in, from what is written to what is stored.
 *
 * <p>Mirrors {@code patchAllocatedValues} and {@code dropTypeDependentFields} of {@code
 * pkg/registry/core/service}.
 */
final class ServicePorts {
  static final String HEALTH_CHECK_PATH = "spec.healthCheckNodePort";

  private final ServiceView service;
  private final List<Entry> entries = new ArrayList<>();
  // The first problem of each node port, by the path of its field.
  private final Map<String, Port> troubles = new HashMap<>();
  private long healthCheckNodePort;
  private String externalTrafficPolicy;

  /** An entry of {@code spec.ports}. */
  static final class Entry {
    private final int index;
    private final int port;
    private final String protocol;
    private long nodePort;

    private Entry(int index, ObjectView written) {
      this.index = index;
      this.port = shown(written.integer("port", 0));
      this.protocol = ServiceView.protocol(written);
      this.nodePort = ServiceView.nodePort(written);
    }

    /** {@code spec.ports[0]}. */
    String path() {
      return "spec.ports[" + index + "]";
    }

    /** {@code spec.ports[0].nodePort}. */
    String nodePortPath() {
      return path() + ".nodePort";
    }

    int port() {
      return port;
    }

    String protocol() {
      return protocol;
    }

    /** The number; 0 while there is none. */
    long nodePort() {
      return nodePort;
    }

    void setNodePort(long number) {
      nodePort = number;
    }
  }

  /** The ports that a Service writes. */
  ServicePorts(ServiceView service) {
    this.service = service;
    for (ObjectView port : service.ports()) {
      entries.add(new Entry(entries.size(), port));
    }
    this.healthCheckNodePort = service.healthCheckNodePort();
    this.externalTrafficPolicy = service.externalTrafficPolicy();
  }

  // Beyond an int stands no port, and cut to one it might seem to be a port that there is.
  private static int shown(long number) {
    return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  ServiceView service() {
    return service;
  }

  /** The entries of {@code spec.ports}, in the order of writing. */
  List<Entry> entries() {
    return entries;
  }

  /** {@code spec.healthCheckNodePort}; 0 when there is none. */
  long healthCheckNodePort() {
    return healthCheckNodePort;
  }

  /** {@code spec.externalTrafficPolicy}; empty for none. */
  String externalTrafficPolicy() {
    return externalTrafficPolicy;
  }

  /** The numbers of the entries that have one. */
  Set<Long> numbers() {
    Set<Long> numbers = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.nodePort != 0) {
        numbers.add(entry.nodePort);
      }
    }
    return numbers;
  }

  /**
   * Notes what is wrong with a node port, unless something is already.
   *
   * @param owner the Service that holds the number; null when none does
   */
  void trouble(String path, long number, String problem, @Nullable NodePortOwner owner) {
    troubles.putIfAbsent(path, new Port(path, shown(number), problem, owner));
  }

  /** The node ports that it has or is given, each with its problem, if it has one. */
  List<Port> nodePorts() {
    List<Port> ports = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.nodePort != 0 || service.isGivenNodePorts()) {
        ports.add(nodePort(entry.nodePortPath(), entry.nodePort));
      }
    }
    if (healthCheckNodePort != 0 || service.needsHealthCheckPort()) {
      ports.add(nodePort(HEALTH_CHECK_PATH, healthCheckNodePort));
    }
    return ports;
  }

  private Port nodePort(String path, long number) {
    Port known = troubles.get(path);
    return known == null ? new Port(path, shown(number), "", null) : known;
  }

  /** Keeps the numbers of the Service that this one takes the place of, where it writes none. */
  void keep(ServiceView old) {
    KeptNodePorts kept = KeptNodePorts.of(old, service);
    for (Entry entry : entries) {
      long number = kept.nodePorts().get(entry.index);
      entry.nodePort = number == 0 ? entry.nodePort : number;
    }
    healthCheckNodePort = kept.healthCheck() == 0 ? healthCheckNodePort : kept.healthCheck();
  }

  /** Drops what a type that has no such field has got from the old one, unless it is changed. */
  void drop(ServicePorts old) {
    if (old.service.isGivenNodePorts()
        && !service.isGivenNodePorts()
        && old.numbers().containsAll(numbers())) {
      entries.forEach(entry -> entry.setNodePort(0));
    }
    if (old.service.needsHealthCheckPort()
        && !service.needsHealthCheckPort()
        && healthCheckNodePort == old.healthCheckNodePort) {
      healthCheckNodePort = 0;
    }
    if (old.service.isExternal()
        && !service.isExternal()
        && externalTrafficPolicy.equals(old.externalTrafficPolicy)) {
      externalTrafficPolicy = "";
    }
  }
}
