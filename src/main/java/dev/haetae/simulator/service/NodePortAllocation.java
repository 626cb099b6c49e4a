package dev.haetae.simulator.service;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.simulator.service.NodePortAllocator.AllocationException;
import dev.haetae.simulator.service.ServicePrediction.Outcome;
import dev.haetae.simulator.service.ServicePrediction.Port;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Predicts whether the API server takes a Service, and which node ports it holds then.
 *
 * <p>The allocator's error comes first and alone ({@link NodePortAllocator}); errors of validation
 * come together ({@link ServiceValidation}). A Service that the world holds already is not its own
 * rival.
 */
public final class NodePortAllocation {
  private NodePortAllocation() {}

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

  /**
   * Returns what the API server says to a Service.
   *
   * @param old the Service that it takes the place of; null when it is new
   */
  public static ServicePrediction predict(
      Resource service, @Nullable Resource old, Inventory inventory, Range range) {
    ServicePorts ports = new ServicePorts(ServiceView.of(service));
    String refusal = allocate(ports, old, inventory, range);
    if (refusal != null) {
      return new ServicePrediction(Outcome.REJECTED, refusal, ports.nodePorts());
    }
    Set<String> errors = ServiceValidation.errors(ports);
    List<Port> granted = ports.nodePorts();
    if (errors.isEmpty()) {
      return new ServicePrediction(Outcome.ACCEPTED, accepted(granted), granted);
    }
    String all = String.join(", ", errors);
    return new ServicePrediction(
        Outcome.REJECTED,
        invalid(ports.service(), errors.size() == 1 ? all : '[' + all + ']'),
        granted);
  }

  /**
   * Returns why the allocator alone refuses a Service, in the API server's words; null when it does
   * not.
   *
   * @param old the Service that it takes the place of; null when it is new
   */
  public static @Nullable String refusal(
      Resource service, @Nullable Resource old, Inventory inventory, Range range) {
    return allocate(new ServicePorts(ServiceView.of(service)), old, inventory, range);
  }

  private static @Nullable String allocate(
      ServicePorts ports, @Nullable Resource old, Inventory inventory, Range range) {
    NodePortAllocator allocator = new NodePortAllocator(ports, inventory, range);
    try {
      if (old == null) {
        allocator.allocate();
      } else {
        ServicePorts before = new ServicePorts(ServiceView.of(old));
        ports.keep(before.service());
        allocator.reallocate(before);
        ports.drop(before);
      }
      return null;
    } catch (AllocationException e) {
      allocator.lookAtOthers();
      return e.refusal();
    }
  }

  /** Says that a Service is invalid, in the API server's words. */
  static String invalid(ServiceView service, String problem) {
    return "Service \"" + service.resource().name() + "\" is invalid: " + problem;
  }

  private static String accepted(List<Port> ports) {
    if (ports.isEmpty()) {
      return "is accepted; it holds no node port";
    }
    StringBuilder numbers = new StringBuilder();
    for (Port port : ports) {
      numbers.append(numbers.isEmpty() ? "" : ", ");
      numbers.append(
          port.number() == 0 ? "one that the API server chooses" : Integer.toString(port.number()));
    }
    return "is accepted; node ports: " + numbers;
  }
}
