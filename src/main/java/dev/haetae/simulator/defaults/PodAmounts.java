package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pod asks for in all, or is limited to: its containers together, or one of its init
 * containers beside its sidecars where that is more, its own resources instead of them, and its
 * overhead.
 *
 * <p>Mirrors {@code k8s.io/component-helpers/resource/helpers.go} without what a status says.
 */
public final class PodAmounts {
  private static final String HUGE_PAGES = "hugepages-";

  private PodAmounts() {}

  /** What the pod asks for, with its overhead. */
  public static Map<String, Amount> requests(ObjectValue spec) {
    Map<String, Amount> sum = withOwn(spec, "requests");
    addAll(sum, of(Trees.object(spec, "overhead")));
    return sum;
  }

  /** What the pod is limited to; its overhead counts where a resource is limited at all. */
  public static Map<String, Amount> limits(ObjectValue spec) {
    Map<String, Amount> sum = withOwn(spec, "limits");
    for (Map.Entry<String, Amount> overhead : of(Trees.object(spec, "overhead")).entrySet()) {
      sum.computeIfPresent(
          overhead.getKey(),
          (_, limit) -> limit.isZero() ? limit : limit.plus(overhead.getValue()));
    }
    return sum;
  }

  /** The same without the overhead and without a pod's own huge pages, as LimitRanges see it. */
  public static Map<String, Amount> forLimits(ObjectValue spec, String field) {
    return withOwn(spec, field, false);
  }

  private static Map<String, Amount> withOwn(ObjectValue spec, String field) {
    return withOwn(spec, field, true);
  }

  private static Map<String, Amount> withOwn(ObjectValue spec, String field, boolean pages) {
    Map<String, Amount> sum = ofContainers(spec, field);
    ObjectValue own = Trees.object(Trees.object(spec, "resources"), field);
    of(own)
        .forEach((name, amount) -> {
          boolean page = name.startsWith(HUGE_PAGES);
          if (page ? pages : isOfPods(name)) {
            sum.put(name, amount);
          }
        });
    return sum;
  }

  /** Returns whether a pod has resources of its own, beside those of its containers. */
  public static boolean hasOwn(ObjectValue spec) {
    ObjectValue own = Trees.object(spec, "resources");
    for (String field : new String[] {"requests", "limits"}) {
      ObjectValue list = Trees.object(own, field);
      for (int i = 0; i < list.size(); i++) {
        if (isOfPods(list.key(i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns whether a pod may write this resource for all of its containers. */
  static boolean isOfPods(String name) {
    return name.equals("cpu") || name.equals("memory") || name.startsWith(HUGE_PAGES);
  }

  /** The containers' together. */
  static Map<String, Amount> ofContainers(ObjectValue spec, String field) {
    Map<String, Amount> sum = new TreeMap<>();
    ArrayValue containers = Trees.array(spec, "containers");
    for (int i = 0; i < containers.size(); i++) {
      addAll(sum, of(resources(Trees.object(containers, i), field)));
    }
    Map<String, Amount> sidecars = new TreeMap<>();
    Map<String, Amount> first = new TreeMap<>();
    ArrayValue early = Trees.array(spec, "initContainers");
    for (int i = 0; i < early.size(); i++) {
      ObjectValue container = Trees.object(early, i);
      Map<String, Amount> own = of(resources(container, field));
      if (container.text("restartPolicy").equals("Always")) {
        addAll(sum, own);
        addAll(sidecars, own);
        own = sidecars;
      } else {
        addAll(own, sidecars);
      }
      maxAll(first, own);
    }
    maxAll(sum, first);
    return sum;
  }

  private static ObjectValue resources(ObjectValue container, String field) {
    return Trees.object(Trees.object(container, "resources"), field);
  }

  /** A list of resources; what is no quantity is left out. */
  public static Map<String, Amount> of(ObjectValue list) {
    Map<String, Amount> amounts = new TreeMap<>();
    for (int i = 0; i < list.size(); i++) {
      if (list.value(i) instanceof StringValue text) {
        Amount amount = Amount.parse(text.text());
        if (amount != null) {
          amounts.put(list.key(i), amount);
        }
      }
    }
    return amounts;
  }

  /** Adds a list of resources to another. */
  public static void addAll(Map<String, Amount> sum, Map<String, Amount> more) {
    more.forEach((name, amount) -> sum.merge(name, amount, Amount::plus));
  }

  private static void maxAll(Map<String, Amount> most, Map<String, Amount> other) {
    other.forEach((name, amount) -> most.merge(name, amount, Amount::max));
  }
}
