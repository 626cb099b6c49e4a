package dev.haetae.inventory;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ContainerView.Role;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a pod asks of its node: containers added up, native sidecars added, the other init
 * containers by maximum, overhead on top.
 *
 * <p>Mirrors {@code PodRequests} of {@code k8s.io/component-helpers/resource/helpers.go} (KEP-753
 * for sidecars).
 */
public final class PodRequests {
  private PodRequests() {}

  /** The requests of a pod of this spec, by resource name. */
  public static Map<String, Quantity> of(PodView pod) {
    Map<String, Quantity> running = new LinkedHashMap<>();
    for (ContainerView container : pod.containers()) {
      if (container.role() == Role.MAIN) {
        add(running, container.effectiveRequests());
      }
    }
    addInitial(running, pod);
    ofPod(running, pod.spec().object("resources"));
    add(running, pod.spec().quantities("overhead"));
    return running;
  }

  private static void addInitial(Map<String, Quantity> running, PodView pod) {
    // They come first.
    if (pod.containers().isEmpty() || pod.containers().getFirst().role() != Role.INIT) {
      return;
    }
    Map<String, Quantity> sidecars = new LinkedHashMap<>();
    Map<String, Quantity> starting = new LinkedHashMap<>();
    for (ContainerView container : pod.containers()) {
      if (container.isSidecar()) {
        add(sidecars, container.effectiveRequests());
        add(running, container.effectiveRequests());
        raise(starting, sidecars);
      } else if (container.role() == Role.INIT) {
        // An init container runs beside the sidecars that stand before it.
        Map<String, Quantity> together = new LinkedHashMap<>(container.effectiveRequests());
        add(together, sidecars);
        raise(starting, together);
      }
    }
    raise(running, starting);
  }

  // What is asked for the pod as a whole takes the place of what its containers ask (KEP-2837).
  private static void ofPod(Map<String, Quantity> running, ObjectView resources) {
    if (resources.value().size() > 0) {
      resources.quantities("limits").forEach(running::putIfAbsent);
      resources
          .quantities("requests")
          .forEach((name, quantity) -> {
            if (name.equals("cpu") || name.equals("memory") || name.startsWith("hugepages-")) {
              running.put(name, quantity);
            }
          });
    }
  }

  private static void add(Map<String, Quantity> to, Map<String, Quantity> more) {
    more.forEach((name, quantity) -> to.merge(name, quantity, Quantity::plus));
  }

  private static void raise(Map<String, Quantity> to, Map<String, Quantity> least) {
    least.forEach(
        (name, quantity) -> to.merge(name, quantity, (a, b) -> a.compareTo(b) >= 0 ? a : b));
  }
}
