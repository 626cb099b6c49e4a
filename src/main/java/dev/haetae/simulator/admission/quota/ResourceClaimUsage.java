package dev.haetae.simulator.admission.quota;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.Trees;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The count of resource claims and of the devices that they ask for, by class, {@code
 * pkg/quota/v1/evaluator/core/resource_claims.go}; what classes count as extended resources is not
 * looked at.
 */
enum ResourceClaimUsage implements Evaluator {
  /** The one there is. */
  INSTANCE;

  private static final String COUNT = "count/resourceclaims.resource.k8s.io";
  private static final String DEVICES = ".deviceclass.resource.k8s.io/devices";
  // As many devices as a claim can be given.
  private static final long ALL = 32;

  @Override
  public boolean handles(ObjectValue object, @Nullable ObjectValue existing) {
    return true;
  }

  @Override
  public boolean counts(String resource) {
    return resource.equals(COUNT) || resource.endsWith(DEVICES);
  }

  @Override
  public boolean isWithin(Scope scope, ObjectValue object) {
    return false;
  }

  @Override
  public Map<String, Amount> usage(ObjectValue claim) {
    Map<String, Amount> usage = new HashMap<>();
    usage.put(COUNT, Amount.of(1));
    ObjectValue devices = Trees.object(Trees.object(claim, "spec"), "devices");
    ArrayValue requests = Trees.array(devices, "requests");
    for (int i = 0; i < requests.size(); i++) {
      ObjectValue request = Trees.object(requests, i);
      ArrayValue choices = Trees.array(request, "firstAvailable");
      Map<String, Amount> most = new HashMap<>();
      for (int k = 0; k < choices.size(); k++) {
        ObjectValue choice = Trees.object(choices, k);
        most.merge(name(choice), devices(choice), Amount::max);
      }
      if (choices.size() == 0 && request.has("exactly")) {
        ObjectValue exactly = Trees.object(request, "exactly");
        most.put(name(exactly), devices(exactly));
      }
      most.forEach((name, amount) -> usage.merge(name, amount, Amount::plus));
    }
    return usage;
  }

  private static String name(ObjectValue request) {
    return request.text("deviceClassName") + DEVICES;
  }

  private static Amount devices(ObjectValue request) {
    return switch (request.text("allocationMode")) {
      case "ExactCount" -> Amount.of(Trees.integer(request, "count", 0));
      case "All" -> Amount.of(ALL);
      default -> Amount.ZERO;
    };
  }
}
