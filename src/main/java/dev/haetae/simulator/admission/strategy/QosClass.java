package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The quality of service that a pod gets, by what its containers ask for.
 *
 * <p>Mirrors {@code ComputePodQOS} of {@code pkg/apis/core/helper/qos/qos.go}.
 */
public final class QosClass {
  private static final List<String> COUNTED = List.of("cpu", "memory");

  private final Map<String, Quantity> requests = new HashMap<>();
  private final Map<String, Quantity> limits = new HashMap<>();
  private boolean allLimited = true;

  private QosClass() {}

  /**
   * Its name, as {@code status.qosClass} has it.
   *
   * @param spec of a pod, with its defaults
   * @throws dev.haetae.resource.MalformedResourceException when an amount is none
   */
  public static String of(ObjectValue spec) {
    ObjectView view = ObjectView.of(spec, Path.ROOT);
    QosClass found = new QosClass();
    if (view.has("resources")) {
      found.add(view.object("resources"));
    } else {
      for (String field : List.of("containers", "initContainers")) {
        for (ObjectView container : view.objects(field)) {
          found.add(container.object("resources"));
        }
      }
    }
    return found.name();
  }

  private void add(ObjectView resources) {
    add(resources.quantities("requests"), requests);
    allLimited &= add(resources.quantities("limits"), limits) == COUNTED.size();
  }

  private static int add(Map<String, Quantity> amounts, Map<String, Quantity> sums) {
    int found = 0;
    for (String name : COUNTED) {
      Quantity amount = amounts.get(name);
      if (amount != null && amount.signum() > 0) {
        sums.merge(name, amount, Quantity::plus);
        found++;
      }
    }
    return found;
  }

  private String name() {
    if (requests.isEmpty() && limits.isEmpty()) {
      return "BestEffort";
    }
    boolean guaranteed = allLimited && requests.size() == limits.size();
    for (Map.Entry<String, Quantity> request : requests.entrySet()) {
      Quantity limit = limits.get(request.getKey());
      guaranteed &= limit != null && limit.compareTo(request.getValue()) == 0;
    }
    return guaranteed ? "Guaranteed" : "Burstable";
  }
}
