package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.util.Map;

/**
 * The defaults of a pod's own {@code resources}, from those of its containers.
 *
 * <p>Mirrors {@code defaultPodRequests} and {@code defaultHugePagePodLimits} of {@code
 * pkg/apis/core/v1/defaults.go}.
 */
final class PodLevelDefaults {
  private static final String HUGE_PAGES = "hugepages-";

  private PodLevelDefaults() {}

  static ObjectValue of(ObjectValue spec) {
    ObjectValue resources = Trees.object(spec, "resources");
    if (!spec.has("resources") || (!resources.has("limits") && !resources.has("requests"))) {
      return spec;
    }
    ObjectValue limits = Trees.object(resources, "limits");
    ObjectValue requests = Trees.object(resources, "requests");
    for (Map.Entry<String, Amount> limit : PodAmounts.ofContainers(spec, "limits").entrySet()) {
      String name = limit.getKey();
      if (name.startsWith(HUGE_PAGES) && !requests.has(name) && !limits.has(name)) {
        limits = limits.with(name, new StringValue(limit.getValue().toString()));
      }
    }
    if (limits.size() > 0) {
      for (Map.Entry<String, Amount> asked : PodAmounts.ofContainers(spec, "requests").entrySet()) {
        String name = asked.getKey();
        if (PodAmounts.isOfPods(name) && !name.startsWith(HUGE_PAGES) && !requests.has(name)) {
          requests = requests.with(name, new StringValue(asked.getValue().toString()));
        }
      }
      for (int i = 0; i < limits.size(); i++) {
        String name = limits.key(i);
        if (PodAmounts.isOfPods(name) && !requests.has(name)) {
          requests = requests.with(name, limits.value(i));
        }
      }
    }
    ObjectValue out = limits.size() == 0 ? resources : resources.with("limits", limits);
    out = requests.size() == 0 ? out : out.with("requests", requests);
    return spec.with("resources", out);
  }
}
