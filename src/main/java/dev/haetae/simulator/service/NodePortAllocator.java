package dev.haetae.simulator.service;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.service.ServicePorts.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The allocator of node ports, which takes those that a Service asks for and stops at the first
 * that it cannot have.
 *
 * <p>Mirrors {@code initNodePorts}, {@code updateNodePorts} and the health check's part of {@code
 * pkg/registry/core/service/storage/alloc.go}. A number is held once in the whole cluster, whatever
 * the protocol; entries of one Service that share a port share its number.
 */
final class NodePortAllocator {
  private static final String TAKEN = "provided port is already allocated";

  private final ServicePorts ports;
  private final Inventory inventory;
  private final NodePortAllocation.Range range;
  private final Set<Integer> allocated = new HashSet<>();

  /** Raised at the first number that cannot be had, with the API server's words. */
  static final class AllocationException extends Exception {
    private final String refusal;

    private AllocationException(String refusal) {
      super(refusal, null, false, false);
      this.refusal = refusal;
    }

    /** The API server's words. */
    String refusal() {
      return refusal;
    }
  }

  NodePortAllocator(ServicePorts ports, Inventory inventory, NodePortAllocation.Range range) {
    this.ports = ports;
    this.inventory = inventory;
    this.range = range;
  }

  /** Takes the numbers of a new Service. */
  void allocate() throws AllocationException {
    if (ports.service().hasNodePorts()) {
      Map<Integer, Long> requested = requested();
      Map<Integer, Long> byPort = new HashMap<>();
      for (Entry entry : ports.entries()) {
        allocate(entry, requested, byPort);
      }
    }
    if (ports.service().needsHealthCheckPort()) {
      allocateHealthCheck();
    }
  }

  private void allocate(Entry entry, Map<Integer, Long> asked, Map<Integer, Long> byPort)
      throws AllocationException {
    if (entry.nodePort() == 0 && !ports.service().isGivenNodePorts()) {
      return;
    }
    Long known = byPort.get(entry.port());
    if (known == null) {
      long requested = asked.getOrDefault(entry.port(), 0L);
      if (requested != 0) {
        take(entry, requested);
        entry.setNodePort(requested);
      }
      byPort.put(entry.port(), requested);
    } else if (entry.nodePort() == 0) {
      entry.setNodePort(known);
    } else if (entry.nodePort() != known) {
      take(entry, entry.nodePort());
    }
  }

  // The first number that the entries of a port write, by port.
  private Map<Integer, Long> requested() {
    Map<Integer, Long> requested = new HashMap<>();
    for (Entry entry : ports.entries()) {
      if (entry.nodePort() != 0) {
        requested.putIfAbsent(entry.port(), entry.nodePort());
      }
    }
    return requested;
  }

  /** Takes the numbers of a Service that it did not have before. */
  void reallocate(ServicePorts old) throws AllocationException {
    Set<Long> before = old.numbers();
    Set<Long> taken = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (Entry entry : ports.entries()) {
      long number = entry.nodePort();
      if (number != 0 && ports.service().hasNodePorts()) {
        if (!before.contains(number) && taken.add(number)) {
          take(entry, number);
        }
        if (!seen.add(entry.protocol() + ' ' + number)) {
          throw new AllocationException(
              "duplicate nodePort: {" + entry.protocol() + ' ' + number + '}');
        }
      }
    }
    if (ports.service().needsHealthCheckPort() && !old.service().needsHealthCheckPort()) {
      allocateHealthCheck();
    }
  }

  /** Looks at the numbers behind the first that cannot be had, at which the API server stops. */
  void lookAtOthers() {
    if (ports.service().hasNodePorts()) {
      for (Entry entry : ports.entries()) {
        long number = entry.nodePort();
        if (number != 0 && !(range.contains(number) && allocated.contains((int) number))) {
          var _ = problem(entry.nodePortPath(), number);
        }
      }
    }
    long healthCheck = ports.healthCheckNodePort();
    if (healthCheck != 0 && ports.service().needsHealthCheckPort()) {
      var _ = problem(ServicePorts.HEALTH_CHECK_PATH, healthCheck);
    }
  }

  private void take(Entry entry, long number) throws AllocationException {
    String path = entry.nodePortPath();
    String problem = problem(path, number);
    if (!problem.isEmpty()) {
      throw new AllocationException(
          NodePortAllocation.invalid(
              ports.service(), path + ": Invalid value: " + number + ": " + problem));
    }
  }

  private void allocateHealthCheck() throws AllocationException {
    long number = ports.healthCheckNodePort();
    String problem = number == 0 ? "" : problem(ServicePorts.HEALTH_CHECK_PATH, number);
    if (!problem.isEmpty()) {
      throw new AllocationException(
          "Internal error occurred: failed to allocate requested HealthCheck NodePort "
              + number
              + ": "
              + problem);
    }
  }

  // Why a number cannot be had; takes it when it can.
  private String problem(String path, long number) {
    if (!range.contains(number)) {
      String problem =
          "provided port is not in the valid range. The range of valid ports is "
              + range.first()
              + '-'
              + range.last();
      ports.trouble(path, number, problem, null);
      return problem;
    }
    NodePortOwner owner = inventory.nodePortOwner((int) number);
    boolean mine = owner != null && isMe(owner);
    if ((owner != null && !mine) || !allocated.add((int) number)) {
      ports.trouble(path, number, TAKEN, mine ? null : owner);
      return TAKEN;
    }
    return "";
  }

  private boolean isMe(NodePortOwner owner) {
    Resource service = ports.service().resource();
    return owner.name().equals(service.name()) && owner.namespace().equals(service.namespace());
  }
}
