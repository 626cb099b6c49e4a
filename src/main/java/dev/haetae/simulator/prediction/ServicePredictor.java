package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.simulator.prediction.Prediction.Candidate;
import dev.haetae.simulator.prediction.Prediction.Change;
import dev.haetae.simulator.prediction.Prediction.Identity;
import dev.haetae.simulator.prediction.Prediction.Outcome;
import dev.haetae.simulator.prediction.Prediction.Subject;
import dev.haetae.simulator.service.NodePortAllocation;
import dev.haetae.simulator.service.NodePortAllocation.Range;
import dev.haetae.simulator.service.ServicePrediction;
import dev.haetae.simulator.service.ServicePrediction.Port;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The predictor of the node ports of Services, with who holds each of those they ask for. Whether a
 * Service is accepted, the API server says.
 */
final class ServicePredictor {
  private final Inventory world;
  private final Range range;

  /**
   * A predictor in a world.
   *
   * @param range the node ports of the cluster
   */
  ServicePredictor(Inventory world, Range range) {
    this.world = world;
    this.range = range;
  }

  /**
   * Predicts the node ports of a Service.
   *
   * @param old the Service that it takes the place of; null when it is new
   * @param accepted whether the API server accepts it
   */
  Prediction predict(Resource resource, @Nullable Resource old, boolean accepted) {
    ServiceView service = ServiceView.of(resource);
    ServicePrediction prediction = NodePortAllocation.predict(resource, old, world, range);
    ServicePrediction.Outcome outcome =
        accepted ? ServicePrediction.Outcome.ACCEPTED : ServicePrediction.Outcome.REJECTED;
    Set<Integer> numbers = new LinkedHashSet<>();
    String change = "";
    for (Port port : prediction.ports()) {
      if (port.number() != 0) {
        numbers.add(port.number());
      }
      if (!port.problem().isEmpty() && change.isEmpty()) {
        change = change(service, port, prediction.ports());
      }
    }
    return new Prediction(
        Identity.of(resource),
        "spec",
        Subject.SERVICE,
        new Outcome(outcome.word(), accepted),
        prediction.outcome() == outcome ? prediction.message() : "",
        Change.of(change),
        "",
        "",
        List.of(),
        List.copyOf(numbers),
        prediction.ports().stream().map(ServicePredictor::candidate).toList());
  }

  private static Candidate candidate(Port port) {
    boolean fits = port.problem().isEmpty();
    return new Candidate(
        port.number() == 0 ? port.path() : Integer.toString(port.number()),
        fits,
        port.problem(),
        port.message(),
        port.owner() == null,
        List.of(),
        fits ? 0 : 1);
  }

  private String change(ServiceView service, Port port, List<Port> asked) {
    if (service.type().equals("ClusterIP")) {
      return "write type: NodePort, or take " + port.path() + " away";
    }
    Set<Integer> numbers = new HashSet<>();
    asked.forEach(other -> numbers.add(other.number()));
    for (int free = range.first(); free <= range.last(); free++) {
      if (!numbers.contains(free) && world.nodePortOwners(free).isEmpty()) {
        return "write " + free + " at " + places(port, asked) + ", which is free";
      }
    }
    return "";
  }

  // The protocols of one port share a number.
  private static String places(Port port, List<Port> asked) {
    List<String> places = new ArrayList<>();
    for (Port other : asked.subList(asked.indexOf(port), asked.size())) {
      if (other.number() == port.number()) {
        places.add(other.path());
      }
    }
    return String.join(" and ", places);
  }
}
