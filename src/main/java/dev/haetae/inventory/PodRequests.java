package dev.haetae.inventory;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ContainerView.Role;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a pod to its node: containers added up, native sidecars added, the other init
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
    // What sidecars ask of a resource only changes with one that asks for it, so each container
    // looks at what it asks for itself: a thousand sidecars cost no million steps.
    Map<String, Quantity> sidecars = new LinkedHashMap<>();
    Map<String, Quantity> starting = new LinkedHashMap<>();
    for (ContainerView container : pod.containers()) {
      if (container.isSidecar()) {
        add(sidecars, container.effectiveRequests());
        add(running, container.effectiveRequests());
        for (String name : container.effectiveRequests().keySet()) {
          raise(starting, name, sidecars.getOrDefault(name, Quantity.ZERO));
        }
      } else if (container.role() == Role.INIT) {
        // An init container runs beside the sidecars that stand before it.
        container
            .effectiveRequests()
            .forEach((name, own) -> raise(starting, name, plus(own, sidecars.get(name))));
      }
    }
    starting.forEach((name, least) -> raise(running, name, least));
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

  private static Quantity plus(Quantity one, @Nullable Quantity other) {
    return other == null ? one : one.plus(other);
  }

  private static void raise(Map<String, Quantity> to, String name, Quantity least) {
    to.merge(name, least, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }
}
