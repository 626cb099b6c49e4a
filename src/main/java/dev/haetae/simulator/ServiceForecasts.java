package dev.haetae.simulator;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.simulator.Forecast.Candidate;
import dev.haetae.simulator.Forecast.Identity;
import dev.haetae.simulator.Forecast.Subject;
import dev.haetae.simulator.NodePortAllocation.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Forecasts of Services, with who holds each of the node ports they ask for. */
final class ServiceForecasts {
  private final ForeseenWorld world;
  private final Map<String, Resource> before = new HashMap<>();

  /**
   * Forecasts in a world.
   *
   * @param before the Services that are there: one of the input that has the name of one of them is
   *     an update
   */
  ServiceForecasts(ForeseenWorld world, Inventory before) {
    this.world = world;
    for (Resource service : before.manifests().of(GroupKind.SERVICE)) {
      this.before.put(key(service), service);
    }
  }

  private static String key(Resource service) {
    return service.namespace() + '/' + service.name();
  }

  /** Foresees a Service and gives it the ports it is granted. */
  Forecast foresee(Resource resource) {
    ServiceView service = ServiceView.of(resource);
    Inventory others = world.without(service);
    ServicePrediction prediction =
        NodePortAllocation.predict(resource, before.get(key(resource)), others, Range.DEFAULT);
    boolean good = prediction.outcome() == ServicePrediction.Outcome.ACCEPTED;
    Set<Integer> numbers = new LinkedHashSet<>();
    List<Candidate> candidates = new ArrayList<>();
    String change = "";
    for (ServicePrediction.Port port : prediction.ports()) {
      if (port.number() != 0) {
        numbers.add(port.number());
      }
      candidates.add(
          new Candidate(
              port.number() == 0 ? port.path() : Integer.toString(port.number()),
              port.problem().isEmpty(),
              port.problem(),
              port.message(),
              port.problem().isEmpty() ? 0 : 1));
      if (!port.problem().isEmpty() && change.isEmpty()) {
        change = change(service, port, others, prediction.ports());
      }
    }
    if (good) {
      world.accept(service);
    }
    return new Forecast(
        Identity.of(resource),
        "spec",
        Subject.SERVICE,
        prediction.outcome().word(),
        good,
        prediction.message(),
        change,
        "",
        "",
        List.of(),
        List.copyOf(numbers),
        candidates);
  }

  private static String change(
      ServiceView service,
      ServicePrediction.Port port,
      Inventory others,
      List<ServicePrediction.Port> asked) {
    if (service.type().equals("ClusterIP")) {
      return "write type: NodePort, or take " + port.path() + " away";
    }
    Set<Integer> numbers = new HashSet<>();
    asked.forEach(other -> numbers.add(other.number()));
    for (int free = Range.DEFAULT.first(); free <= Range.DEFAULT.last(); free++) {
      if (!numbers.contains(free) && others.nodePortOwners(free).isEmpty()) {
        return "write " + free + " at " + port.path() + ", which is free";
      }
    }
    return "";
  }
}
