package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import java.util.List;

/** The defaults of autoscalers, {@code pkg/apis/autoscaling/v2/defaults.go}. */
final class AutoscalerDefaults {
  private static final ObjectValue PERCENT = policy("Percent", 100);
  private static final ObjectValue UP =
      new ObjectValue.Builder(3)
          .put("stabilizationWindowSeconds", 0)
          .put("selectPolicy", "Max")
          .put("policies", ArrayValue.of(List.of(policy("Pods", 4), PERCENT)))
          .build();
  // How long it waits before it scales down is the controller's own setting.
  private static final ObjectValue DOWN =
      new ObjectValue.Builder(2)
          .put("selectPolicy", "Max")
          .put("policies", ArrayValue.of(List.of(PERCENT)))
          .build();
  private static final ArrayValue METRICS = ArrayValue.of(List.of(processors()));

  private AutoscalerDefaults() {}

  private static ObjectValue policy(String type, int value) {
    return new ObjectValue.Builder(3)
        .put("type", type)
        .put("value", value)
        .put("periodSeconds", 15)
        .build();
  }

  private static ObjectValue processors() {
    ObjectValue target =
        new ObjectValue.Builder(2).put("type", "Utilization").put("averageUtilization", 80).build();
    return new ObjectValue.Builder(2)
        .put("type", "Resource")
        .put(
            "resource", new ObjectValue.Builder(2).put("name", "cpu").put("target", target).build())
        .build();
  }

  static ObjectValue spec(ObjectValue spec) {
    return Trees.ifAbsent(spec, "metrics", METRICS);
  }

  /** Who writes anything of it gets the rest written. */
  static ObjectValue behavior(ObjectValue behavior) {
    ObjectValue up = Trees.filled(Trees.object(behavior, "scaleUp"), UP);
    ObjectValue down = Trees.filled(Trees.object(behavior, "scaleDown"), DOWN);
    return behavior.with("scaleUp", up).with("scaleDown", down);
  }
}
