package dev.haetae.simulator.admission.quota;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.PodAmounts;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The count of pods and of what they ask for, {@code pkg/quota/v1/evaluator/core/pods.go}. */
enum PodUsage implements Evaluator {
  /** The one there is. */
  INSTANCE;

  private static final String COUNT = "count/pods";
  private static final String PODS = "pods";
  private static final String REQUESTS = "requests.";
  private static final String LIMITS = "limits.";
  private static final String HUGE_PAGES = "hugepages-";
  private static final Set<String> COMPUTE = Set.of("cpu", "memory", "ephemeral-storage");
  private static final Set<String> RESOURCES =
      Set.of(
          COUNT,
          PODS,
          "cpu",
          "memory",
          "ephemeral-storage",
          "requests.cpu",
          "requests.memory",
          "requests.ephemeral-storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage");
  // Who has a quota for one of these must write it into every container.
  private static final Set<String> REQUIRED =
      Set.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

  @Override
  public boolean handles(ObjectValue object, @Nullable ObjectValue existing) {
    return existing == null || PodScopes.isTerminating(object) != PodScopes.isTerminating(existing);
  }

  @Override
  public boolean counts(String resource) {
    return RESOURCES.contains(resource)
        || resource.startsWith(HUGE_PAGES)
        || resource.startsWith(REQUESTS + HUGE_PAGES)
        || (resource.startsWith(REQUESTS) && !isNative(resource));
  }

  private static boolean isNative(String resource) {
    return resource.indexOf('/') < 0 || resource.contains("kubernetes.io/");
  }

  @Override
  public boolean isWithin(Scope scope, ObjectValue pod) {
    return PodScopes.isWithin(scope, pod);
  }

  @Override
  public @Nullable String constraint(Set<String> resources, ObjectValue pod) {
    Set<String> required = new TreeSet<>(resources);
    required.retainAll(REQUIRED);
    ObjectValue spec = Trees.object(pod, "spec");
    if (required.isEmpty() || PodAmounts.hasOwn(spec)) {
      return null;
    }
    Map<String, Set<String>> missing = new TreeMap<>();
    addMissing(missing, required, Trees.array(spec, "containers"));
    addMissing(missing, required, Trees.array(spec, "initContainers"));
    if (missing.isEmpty()) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    missing.forEach(
        (name, containers) -> parts.add(name + " for: " + String.join(",", containers)));
    return "must specify " + String.join("; ", parts);
  }

  private static void addMissing(
      Map<String, Set<String>> missing, Set<String> required, ArrayValue containers) {
    for (int i = 0; i < containers.size(); i++) {
      ObjectValue container = Trees.object(containers, i);
      ObjectValue resources = Trees.object(container, "resources");
      Map<String, Amount> usage =
          usage(
              PodAmounts.of(Trees.object(resources, "requests")),
              PodAmounts.of(Trees.object(resources, "limits")));
      for (String name : required) {
        if (!usage.containsKey(name)) {
          missing.computeIfAbsent(name, _ -> new TreeSet<>()).add(container.text("name"));
        }
      }
    }
  }

  @Override
  public Map<String, Amount> usage(ObjectValue pod) {
    String phase = Trees.object(pod, "status").text("phase");
    ObjectValue spec = Trees.object(pod, "spec");
    boolean over = phase.equals("Succeeded") || phase.equals("Failed");
    Map<String, Amount> usage =
        over ? new HashMap<>() : usage(PodAmounts.requests(spec), PodAmounts.limits(spec));
    usage.put(COUNT, Amount.of(1));
    return usage;
  }

  private static Map<String, Amount> usage(
      Map<String, Amount> requests, Map<String, Amount> limits) {
    Map<String, Amount> usage = new HashMap<>();
    usage.put(PODS, Amount.of(1));
    requests.forEach((name, amount) -> {
      if (COMPUTE.contains(name) || name.startsWith(HUGE_PAGES)) {
        usage.put(name, amount);
        usage.put(REQUESTS + name, amount);
      } else if (!isNative(name) && !name.startsWith(REQUESTS)) {
        usage.put(REQUESTS + name, amount);
      }
    });
    limits.forEach((name, amount) -> {
      if (COMPUTE.contains(name)) {
        usage.put(LIMITS + name, amount);
      }
    });
    return usage;
  }
}
