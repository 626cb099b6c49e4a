package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;

/**
 * The defaults of HorizontalPodAutoscalers.
 *
 * <p>Mirrors {@code pkg/apis/autoscaling/v2/defaults.go}.
 */
final class AutoscalerDefaults {
  private static final ArrayValue POLICIES_UP = list(policy("Pods", 4), policy("Percent", 100));
  private static final ArrayValue POLICIES_DOWN = list(policy("Percent", 100));
  private static final ArrayValue METRICS = list(processorUse());

  private AutoscalerDefaults() {}

  static ObjectValue spec(ObjectValue spec) {
    ObjectValue out = Trees.ifAbsent(spec, "minReplicas", NumberValue.of(1));
    return Trees.ifAbsent(out, "metrics", METRICS);
  }

  static ObjectValue behavior(ObjectValue behavior) {
    ObjectValue out =
        Trees.change(
            behavior,
            "scaleUp",
            rules ->
                Trees.ifAbsent(
                    withPolicies(rules, POLICIES_UP),
                    "stabilizationWindowSeconds",
                    NumberValue.of(0)));
    return Trees.change(out, "scaleDown", rules -> withPolicies(rules, POLICIES_DOWN));
  }

  private static ObjectValue withPolicies(ObjectValue rules, ArrayValue policies) {
    return Trees.ifAbsent(Trees.ifAbsent(rules, "selectPolicy", "Max"), "policies", policies);
  }

  private static ObjectValue policy(String type, long value) {
    return ObjectValue.of("type", new StringValue(type))
        .with("value", NumberValue.of(value))
        .with("periodSeconds", NumberValue.of(15));
  }

  private static ObjectValue processorUse() {
    ObjectValue target =
        ObjectValue.of("type", new StringValue("Utilization"))
            .with("averageUtilization", NumberValue.of(80));
    ObjectValue resource = ObjectValue.of("name", new StringValue("cpu")).with("target", target);
    return ObjectValue.of("type", new StringValue("Resource")).with("resource", resource);
  }

  private static ArrayValue list(ObjectValue... objects) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (ObjectValue object : objects) {
      out.add(object);
    }
    return out.build();
  }
}
