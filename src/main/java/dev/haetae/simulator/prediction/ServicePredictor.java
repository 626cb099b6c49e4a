package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The predictor of Services, with who holds each of the node ports they ask for. */
final class ServicePredictor {
  private final PredictedWorld world;
  private final Range range;
  private final Map<String, Resource> before = new HashMap<>();

  /**
   * A predictor in a world.
   *
   * @param before the Services that are there: one of the input that has the name of one of them is
   *     an update
   * @param range the node ports of the cluster
   */
  ServicePredictor(PredictedWorld world, Inventory before, Range range) {
    this.world = world;
    this.range = range;
    for (Resource service : before.manifests().of(GroupKind.SERVICE)) {
      this.before.put(key(service), service);
    }
  }

  private static String key(Resource service) {
    return service.namespace() + '/' + service.name();
  }

  /** Predicts a Service and gives it the ports it is granted. */
  Prediction predict(Resource resource) {
    ServiceView service = ServiceView.of(resource);
    Inventory others = world.without(service);
    ServicePrediction prediction =
        NodePortAllocation.predict(resource, before.get(key(resource)), others, range);
    boolean good = prediction.outcome() == ServicePrediction.Outcome.ACCEPTED;
    Set<Integer> numbers = new LinkedHashSet<>();
    String change = "";
    for (Port port : prediction.ports()) {
      if (port.number() != 0) {
        numbers.add(port.number());
      }
      if (!port.problem().isEmpty() && change.isEmpty()) {
        change = change(service, port, others, prediction.ports());
      }
    }
    if (good) {
      world.accept(service);
    }
    return new Prediction(
        Identity.of(resource),
        "spec",
        Subject.SERVICE,
        new Outcome(prediction.outcome().word(), good),
        prediction.message(),
        Change.of(change),
        "",
        "",
        List.of(),
        List.copyOf(numbers),
        candidates(prediction.ports()));
  }

  // The API server stops at the first: what it says of a number holds of the same number behind.
  private static List<Candidate> candidates(List<Port> ports) {
    Map<Integer, Port> wrong = new HashMap<>();
    List<Candidate> candidates = new ArrayList<>();
    for (Port port : ports) {
      candidates.add(candidate(wrong.getOrDefault(port.number(), port)));
      if (!port.problem().isEmpty() && port.number() != 0) {
        wrong.putIfAbsent(port.number(), port);
      }
    }
    return candidates;
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

  private String change(ServiceView service, Port port, Inventory others, List<Port> asked) {
    if (service.type().equals("ClusterIP")) {
      return "write type: NodePort, or take " + port.path() + " away";
    }
    Set<Integer> numbers = new HashSet<>();
    asked.forEach(other -> numbers.add(other.number()));
    for (int free = range.first(); free <= range.last(); free++) {
      if (!numbers.contains(free) && others.nodePortOwners(free).isEmpty()) {
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
