package dev.haetae.engine.admission;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of objects between the versions of their API, as far as it is no guess.
 *
 * <p>Mirrors {@code pkg/apis/autoscaling/v1/conversion.go} for autoscalers that are written in one
 * version alone: what the older one keeps in annotations is not converted.
 */
final class Versions {
  private static final String SCALER = "HorizontalPodAutoscaler";
  private static final String OLDER = "autoscaling/v1";
  private static final String NEWER = "autoscaling/v2";
  private static final String PERCENTAGE = "targetCPUUtilizationPercentage";
  private static final String IN_ANNOTATIONS = "autoscaling.alpha.kubernetes.io/";

  private Versions() {}

  /** The object in another version; null when it is not known how it looks there. */
  static @Nullable ObjectValue convert(ObjectValue object, String apiVersion, String kind) {
    if (!kind.equals(SCALER) || !object.text("kind").equals(SCALER) || hasAnnotations(object)) {
      return null;
    }
    String from = object.text("apiVersion");
    if (from.equals(OLDER) && apiVersion.equals(NEWER)) {
      return newer(object);
    }
    return from.equals(NEWER) && apiVersion.equals(OLDER) ? older(object) : null;
  }

  private static boolean hasAnnotations(ObjectValue object) {
    ObjectValue annotations = part(part(object, "metadata"), "annotations");
    for (int i = 0; i < annotations.size(); i++) {
      if (annotations.key(i).startsWith(IN_ANNOTATIONS)) {
        return true;
      }
    }
    return false;
  }

  private static ObjectValue part(ObjectValue object, String field) {
    return object.get(field) instanceof ObjectValue found ? found : ObjectValue.EMPTY;
  }

  private static @Nullable ObjectValue newer(ObjectValue object) {
    ObjectValue status = part(object, "status");
    if (status.has("currentCPUUtilizationPercentage")) {
      return null;
    }
    ObjectValue spec = part(object, "spec");
    ObjectValue converted = spec.without(PERCENTAGE);
    if (spec.get(PERCENTAGE) instanceof NumberValue percentage) {
      ObjectValue target =
          new ObjectValue.Builder(2)
              .put("type", "Utilization")
              .put("averageUtilization", percentage)
              .build();
      ObjectValue resource =
          new ObjectValue.Builder(2).put("name", "cpu").put("target", target).build();
      ObjectValue metric =
          new ObjectValue.Builder(2).put("type", "Resource").put("resource", resource).build();
      converted = converted.with("metrics", new ArrayValue.Builder().add(metric).build());
    }
    return object
        .with("apiVersion", new StringValue(NEWER))
        .with("spec", converted)
        .with("status", newerStatus(status));
  }

  private static ObjectValue newerStatus(ObjectValue status) {
    ObjectValue converted = status.with("currentMetrics", NullValue.NULL);
    return isZero(converted.get("currentReplicas"))
        ? converted.without("currentReplicas")
        : converted;
  }

  private static boolean isZero(Value value) {
    return value instanceof NumberValue number && number.isInteger() && number.integer() == 0;
  }

  private static @Nullable ObjectValue older(ObjectValue object) {
    ObjectValue spec = part(object, "spec");
    ObjectValue status = part(object, "status");
    NumberValue percentage = percentage(spec);
    if (percentage == null
        || spec.has("behavior")
        || status.has("currentMetrics")
        || status.has("conditions")) {
      return null;
    }
    ObjectValue converted = status.without("currentMetrics");
    return object
        .with("apiVersion", new StringValue(OLDER))
        .with("spec", spec.without("metrics").with(PERCENTAGE, percentage))
        .with(
            "status",
            converted.has("currentReplicas")
                ? converted
                : converted.with("currentReplicas", NumberValue.of(0)));
  }

  /** The one metric that the older version has a field for; null when there are others. */
  private static @Nullable NumberValue percentage(ObjectValue spec) {
    if (!(spec.get("metrics") instanceof ArrayValue metrics)
        || metrics.size() != 1
        || !(metrics.get(0) instanceof ObjectValue metric)
        || !part(metric, "resource").text("name").equals("cpu")) {
      return null;
    }
    ObjectValue target = part(part(metric, "resource"), "target");
    return target.get("averageUtilization") instanceof NumberValue number ? number : null;
  }
}
