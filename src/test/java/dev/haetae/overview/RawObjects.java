package dev.haetae.overview;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Objects as plain maps, counted as one would with {@code kubectl get -o json} and {@code jq}: with
 * none of the program's own readers.
 */
public final class RawObjects {
  private final List<Map<?, ?>> objects = new ArrayList<>();

  private RawObjects() {}

  /** The objects of documents, and of Lists in them. */
  public static RawObjects of(String yaml) {
    RawObjects raw = new RawObjects();
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
      raw.add(document);
    }
    return raw;
  }

  private void add(Object document) {
    if (document instanceof Map<?, ?> object) {
      if (object.get("items") instanceof List<?> items) {
        items.forEach(this::add);
      } else {
        objects.add(object);
      }
    }
  }

  /** Those of a kind. */
  public List<Map<?, ?>> kind(String kind) {
    return objects.stream().filter(one -> kind.equals(one.get("kind"))).toList();
  }

  static @Nullable Object at(Object from, String... path) {
    @Nullable Object here = from;
    for (String step : path) {
      here = here instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return here;
  }

  static List<?> list(Object from, String... path) {
    return at(from, path) instanceof List<?> list ? list : List.of();
  }

  /** The text at a path; empty when there is none. */
  public static String text(Object from, String... path) {
    Object found = at(from, path);
    return found == null ? "" : found.toString();
  }

  /** The pods that have not finished. */
  public List<Map<?, ?>> livePods() {
    return kind("Pod").stream()
        .filter(pod -> !List.of("Succeeded", "Failed").contains(text(pod, "status", "phase")))
        .toList();
  }

  /**
   * The units that the pods on each node hold of each resource that is meant, by {@code node
   * resource}.
   */
  public Map<String, Long> heldByNode(Predicate<String> isMeant) {
    Map<String, Long> held = new TreeMap<>();
    for (Map<?, ?> pod : livePods()) {
      String node = text(pod, "spec", "nodeName");
      if (!node.isEmpty()) {
        asked(pod, isMeant)
            .forEach((resource, gpus) -> held.merge(node + ' ' + resource, gpus, Long::sum));
      }
    }
    held.values().removeIf(gpus -> gpus == 0);
    return held;
  }

  /** The demand of one pod: its containers together, or the most that starting it takes. */
  static Map<String, Long> asked(Object pod, Predicate<String> isMeant) {
    Map<String, Long> running = new TreeMap<>();
    list(pod, "spec", "containers").forEach(one -> addTo(running, one, isMeant));
    Map<String, Long> sidecars = new TreeMap<>();
    Map<String, Long> starting = new TreeMap<>();
    for (Object one : list(pod, "spec", "initContainers")) {
      if (text(one, "restartPolicy").equals("Always")) {
        addTo(running, one, isMeant);
        addTo(sidecars, one, isMeant);
      } else {
        Map<String, Long> then = new TreeMap<>(sidecars);
        addTo(then, one, isMeant);
        then.forEach((resource, gpus) -> starting.merge(resource, gpus, Math::max));
      }
    }
    starting.forEach((resource, gpus) -> running.merge(resource, gpus, Math::max));
    return running;
  }

  private static void addTo(Map<String, Long> sum, Object container, Predicate<String> isMeant) {
    Map<String, Long> own = new TreeMap<>();
    for (String amounts : List.of("limits", "requests")) {
      if (at(container, "resources", amounts) instanceof Map<?, ?> written) {
        written.forEach((resource, amount) -> {
          if (isMeant.test(resource.toString())) {
            own.put(resource.toString(), new BigDecimal(amount.toString()).longValueExact());
          }
        });
      }
    }
    own.forEach((resource, gpus) -> sum.merge(resource, gpus, Long::sum));
  }

  /** The number of objects of a kind in each phase. */
  public Map<String, Integer> phases(String kind) {
    Map<String, Integer> phases = new TreeMap<>();
    for (Map<?, ?> one : kind(kind)) {
      String phase = text(one, "status", "phase");
      phases.merge(phase.isEmpty() ? "Pending" : phase, 1, Integer::sum);
    }
    return phases;
  }

  /** The numbers that Services hold, each as {@code number namespace/name}. */
  public List<String> nodePorts() {
    List<String> held = new ArrayList<>();
    for (Map<?, ?> service : kind("Service")) {
      String name =
          ' ' + text(service, "metadata", "namespace") + '/' + text(service, "metadata", "name");
      for (Object port : list(service, "spec", "ports")) {
        if (!text(port, "nodePort").isEmpty()) {
          held.add(text(port, "nodePort") + name);
        }
      }
      if (!text(service, "spec", "healthCheckNodePort").isEmpty()) {
        held.add(text(service, "spec", "healthCheckNodePort") + name);
      }
    }
    held.sort(null);
    return held;
  }
}
