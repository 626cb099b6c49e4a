package dev.haetae.simulator.service;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Predicts whether the API server takes a Service, and which node ports it holds then.
 *
 * <p>Mirrors {@code initNodePorts}, {@code updateNodePorts} and the health check's part of {@code
 * pkg/registry/core/service/storage/alloc.go}, {@code patchAllocatedValues} and {@code
 * dropTypeDependentFields} beside it, and what {@code ValidateService} says of ports. The
 * allocator's error comes first and alone; errors of validation come together. A number is held
 * once in the whole cluster, whatever the protocol; entries of one Service that share a port share
 * its number.
 *
 * <p>A Service that the world holds already is not its own rival.
 */
public final class NodePortAllocation {
  private static final String TAKEN = "provided port is already allocated";

  private final ServiceView service;
  private final Inventory inventory;
  private final Range range;
  private final Entry[] entries;
  private final Map<String, ServicePrediction.Port> troubled = new HashMap<>();
  private final Set<Integer> allocated = new HashSet<>();
  private long healthCheckNodePort;
  private String externalTrafficPolicy;

  /**
   * The node ports of a cluster; the API server is told by {@code --service-node-port-range}.
   *
   * @param first the lowest
   * @param last the highest
   */
  public record Range(int first, int last) {
    /** The range of a cluster that was told none: 30000 to 32767. */
    public static final Range DEFAULT = new Range(30000, 32767);

    /** A range that is not empty. */
    public Range {
      if (first < 1 || last < first || last > 65535) {
        throw new IllegalArgumentException("no range of ports: " + first + "-" + last);
      }
    }

    boolean contains(long port) {
      return port >= first && port <= last;
    }
  }

  /** An entry of {@code spec.ports} as the API server fills it in. */
  private static final class Entry {
    private final String name;
    private final int port;
    private final String protocol;
    private long nodePort;

    Entry(String name, int port, String protocol, long nodePort) {
      this.name = name;
      this.port = port;
      this.protocol = protocol;
      this.nodePort = nodePort;
    }
  }

  /** Raised by the allocator, which stops at the first error. */
  private static final class AllocationException extends Exception {
    AllocationException(String message) {
      super(message, null, false, false);
    }
  }

  private NodePortAllocation(ServiceView service, Inventory inventory, Range range) {
    this.service = service;
    this.inventory = inventory;
    this.range = range;
    this.entries = entries(service);
    this.healthCheckNodePort = service.healthCheckNodePort();
    this.externalTrafficPolicy = externalTrafficPolicy(service);
  }

  /**
   * What the API server says to a Service.
   *
   * @param old the Service that it takes the place of; null when it is new
   */
  public static ServicePrediction predict(
      Resource service, @Nullable Resource old, Inventory inventory, Range range) {
    NodePortAllocation allocation =
        new NodePortAllocation(ServiceView.of(service), inventory, range);
    return allocation.predict(old == null ? null : ServiceView.of(old));
  }

  private ServicePrediction predict(@Nullable ServiceView old) {
    try {
      if (old == null) {
        allocate();
      } else {
        patch(old);
        reallocate(old);
        dropTypeDependentFields(old);
      }
    } catch (AllocationException e) {
      return new ServicePrediction(
          ServicePrediction.Outcome.REJECTED, String.valueOf(e.getMessage()), ports());
    }
    Set<String> errors = validate();
    if (errors.isEmpty()) {
      return new ServicePrediction(ServicePrediction.Outcome.ACCEPTED, accepted(), ports());
    }
    String all = String.join(", ", errors);
    return new ServicePrediction(
        ServicePrediction.Outcome.REJECTED,
        invalid(errors.size() == 1 ? all : '[' + all + ']'),
        ports());
  }

  private static Entry[] entries(ServiceView service) {
    return service.ports().stream()
        .map(port ->
            new Entry(
                port.text("name"),
                shown(port.integer("port", 0)),
                ServiceView.protocol(port),
                ServiceView.nodePort(port)))
        .toArray(Entry[]::new);
  }

  // Defaulting writes Cluster where the Service is reached from outside.
  private static String externalTrafficPolicy(ServiceView service) {
    String fallback = isExternal(service) ? "Cluster" : "";
    return service.spec().text("externalTrafficPolicy", fallback);
  }

  private static boolean isExternal(ServiceView service) {
    return hasNodePorts(service)
        || (service.type().equals("ClusterIP") && service.spec().array("externalIPs").size() > 0);
  }

  private static boolean hasNodePorts(ServiceView service) {
    return service.type().equals("NodePort") || service.type().equals("LoadBalancer");
  }

  // Whether ports without a number get one.
  private static boolean isGivenNodePorts(ServiceView service) {
    return service.type().equals("NodePort")
        || (service.type().equals("LoadBalancer")
            && service.spec().flag("allocateLoadBalancerNodePorts", true));
  }

  private static boolean needsHealthCheck(ServiceView service) {
    return service.type().equals("LoadBalancer") && externalTrafficPolicy(service).equals("Local");
  }

  private void allocate() throws AllocationException {
    if (hasNodePorts(service)) {
      Map<Integer, Long> requested = requested();
      Map<Integer, Long> byPort = new HashMap<>();
      for (int i = 0; i < entries.length; i++) {
        allocate(i, requested, byPort);
      }
    }
    if (needsHealthCheck(service)) {
      allocateHealthCheck();
    }
  }

  private void allocate(int index, Map<Integer, Long> asked, Map<Integer, Long> byPort)
      throws AllocationException {
    Entry entry = entries[index];
    if (entry.nodePort == 0 && !isGivenNodePorts(service)) {
      return;
    }
    Long known = byPort.get(entry.port);
    if (known == null) {
      long requested = asked.getOrDefault(entry.port, 0L);
      if (requested != 0) {
        take(index, requested);
        entry.nodePort = requested;
        byPort.put(entry.port, requested);
      } else {
        byPort.put(entry.port, 0L);
      }
    } else if (entry.nodePort == 0) {
      entry.nodePort = known;
    } else if (entry.nodePort != known) {
      take(index, entry.nodePort);
    }
  }

  // The first number that the entries of a port write, by port.
  private Map<Integer, Long> requested() {
    Map<Integer, Long> requested = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.nodePort != 0) {
        requested.putIfAbsent(entry.port, entry.nodePort);
      }
    }
    return requested;
  }

  private void take(int index, long number) throws AllocationException {
    String path = path(index);
    String problem = problem(path, number);
    if (!problem.isEmpty()) {
      throw new AllocationException(invalid(path + ": Invalid value: " + number + ": " + problem));
    }
  }

  private void allocateHealthCheck() throws AllocationException {
    if (healthCheckNodePort != 0) {
      String problem = problem("spec.healthCheckNodePort", healthCheckNodePort);
      if (!problem.isEmpty()) {
        throw new AllocationException(
            "Internal error occurred: failed to allocate requested HealthCheck NodePort "
                + healthCheckNodePort
                + ": "
                + problem);
      }
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
      troubled.put(path, new ServicePrediction.Port(path, shown(number), problem, null));
      return problem;
    }
    NodePortOwner owner = inventory.nodePortOwner((int) number);
    boolean mine = owner != null && isMe(owner);
    if ((owner != null && !mine) || !allocated.add((int) number)) {
      troubled.put(
          path, new ServicePrediction.Port(path, shown(number), TAKEN, mine ? null : owner));
      return TAKEN;
    }
    return "";
  }

  // Beyond an int stands no port, and cut to one it might seem to be a port that there is.
  private static int shown(long number) {
    return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private boolean isMe(NodePortOwner owner) {
    return owner.name().equals(service.resource().name())
        && owner.namespace().equals(service.resource().namespace());
  }

  // patchAllocatedValues: what an update leaves out it keeps, by the port's name.
  private void patch(ServiceView old) {
    if (isGivenNodePorts(old) && isGivenNodePorts(service)) {
      Entry[] before = entries(old);
      Set<Long> used = numbers(before);
      used.retainAll(numbers(entries));
      Map<String, Long> byName = new HashMap<>();
      for (Entry entry : before) {
        byName.put(entry.name, entry.nodePort);
      }
      for (Entry entry : entries) {
        Long known = byName.get(entry.name);
        if (entry.nodePort == 0 && known != null && used.add(known)) {
          entry.nodePort = known;
        }
      }
    }
    if (needsHealthCheck(old) && needsHealthCheck(service) && healthCheckNodePort == 0) {
      healthCheckNodePort = old.healthCheckNodePort();
    }
  }

  private static Set<Long> numbers(Entry[] entries) {
    Set<Long> numbers = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.nodePort != 0) {
        numbers.add(entry.nodePort);
      }
    }
    return numbers;
  }

  private void reallocate(ServiceView old) throws AllocationException {
    Set<Long> before = numbers(entries(old));
    if (hasNodePorts(service)) {
      Set<Long> taken = new HashSet<>();
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < entries.length; i++) {
        long number = entries[i].nodePort;
        if (number == 0) {
          continue;
        }
        if (!before.contains(number) && taken.add(number)) {
          take(i, number);
        }
        if (!seen.add(entries[i].protocol + ' ' + number)) {
          throw new AllocationException(
              "duplicate nodePort: {" + entries[i].protocol + ' ' + number + '}');
        }
      }
    }
    if (needsHealthCheck(service) && !needsHealthCheck(old)) {
      allocateHealthCheck();
    }
  }

  // A type that needs no such field loses it, unless the update writes another value.
  private void dropTypeDependentFields(ServiceView old) {
    if (isGivenNodePorts(old)
        && !isGivenNodePorts(service)
        && numbers(entries(old)).containsAll(numbers(entries))) {
      for (Entry entry : entries) {
        entry.nodePort = 0;
      }
    }
    if (needsHealthCheck(old)
        && !needsHealthCheck(service)
        && healthCheckNodePort == old.healthCheckNodePort()) {
      healthCheckNodePort = 0;
    }
    if (isExternal(old)
        && !isExternal(service)
        && externalTrafficPolicy.equals(externalTrafficPolicy(old))) {
      externalTrafficPolicy = "";
    }
  }

  private Set<String> validate() {
    Set<String> errors = new LinkedHashSet<>();
    if (service.type().equals("ClusterIP")) {
      for (int i = 0; i < entries.length; i++) {
        if (entries[i].nodePort != 0) {
          add(errors, i, "Forbidden: may not be used when `type` is 'ClusterIP'");
        }
      }
    }
    Set<String> nodePorts = new HashSet<>();
    for (int i = 0; i < entries.length; i++) {
      Entry entry = entries[i];
      if (entry.nodePort != 0 && !nodePorts.add(entry.protocol + ' ' + entry.nodePort)) {
        add(errors, i, "Duplicate value: " + entry.nodePort);
      }
    }
    Set<String> ports = new HashSet<>();
    for (int i = 0; i < entries.length; i++) {
      if (!ports.add(entries[i].protocol + ' ' + entries[i].port)) {
        errors.add("spec.ports[" + i + "]: Duplicate value: " + key(entries[i]));
      }
    }
    validateExternalTraffic(errors);
    return errors;
  }

  private void add(Set<String> errors, int index, String problem) {
    String path = path(index);
    errors.add(path + ": " + problem);
    troubled.putIfAbsent(
        path, new ServicePrediction.Port(path, shown(entries[index].nodePort), problem, null));
  }

  // As Go prints the key that the validation compares by.
  private static String key(Entry entry) {
    return "{\"Name\":\"\",\"Protocol\":\""
        + entry.protocol
        + "\",\"AppProtocol\":null,\"Port\":"
        + entry.port
        + ",\"TargetPort\":0,\"NodePort\":0}";
  }

  private void validateExternalTraffic(Set<String> errors) {
    if (!isExternal(service) && !externalTrafficPolicy.isEmpty()) {
      errors.add(
          "spec.externalTrafficPolicy: Invalid value: \""
              + externalTrafficPolicy
              + "\": may only be set for externally-accessible services");
    }
    if (!needsHealthCheck(service) && healthCheckNodePort != 0) {
      String path = "spec.healthCheckNodePort";
      String problem =
          "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
      errors.add(path + ": Invalid value: " + healthCheckNodePort + ": " + problem);
      troubled.put(
          path, new ServicePrediction.Port(path, shown(healthCheckNodePort), problem, null));
    }
  }

  private String invalid(String problem) {
    return "Service \"" + service.resource().name() + "\" is invalid: " + problem;
  }

  private static String path(int index) {
    return "spec.ports[" + index + "].nodePort";
  }

  private List<ServicePrediction.Port> ports() {
    List<ServicePrediction.Port> ports = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      if (entries[i].nodePort != 0 || isGivenNodePorts(service)) {
        ports.add(port(path(i), entries[i].nodePort));
      }
    }
    if (healthCheckNodePort != 0 || needsHealthCheck(service)) {
      ports.add(port("spec.healthCheckNodePort", healthCheckNodePort));
    }
    return ports;
  }

  private ServicePrediction.Port port(String path, long number) {
    ServicePrediction.Port known = troubled.get(path);
    return known == null ? new ServicePrediction.Port(path, shown(number), "", null) : known;
  }

  private String accepted() {
    List<ServicePrediction.Port> ports = ports();
    if (ports.isEmpty()) {
      return "is accepted; it holds no node port";
    }
    StringBuilder numbers = new StringBuilder();
    for (ServicePrediction.Port port : ports) {
      numbers.append(numbers.isEmpty() ? "" : ", ");
      numbers.append(
          port.number() == 0 ? "one that the API server chooses" : Integer.toString(port.number()));
    }
    return "is accepted; node ports: " + numbers;
  }
}
