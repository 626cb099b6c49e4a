package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The defaults of types whose fields hang together, each given an object whose other defaults are
 * there.
 *
 * <p>Mirrors {@code pkg/apis/{core,apps,batch,networking,rbac,resource}/v1/defaults.go}.
 */
final class DefaultFunctions {
  private static final NumberValue ONE = NumberValue.of(1);
  private static final Map<String, UnaryOperator<ObjectValue>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("Pod", PodDefaults::pod),
          Map.entry("PodTemplateSpec", Conversions::pod),
          Map.entry("PodSpec", PodDefaults::podSpec),
          Map.entry("Container", PodDefaults::container),
          Map.entry("EphemeralContainer", PodDefaults::container),
          Map.entry("Volume", PodDefaults::volume),
          Map.entry("Service", ServiceDefaults::service),
          Map.entry("LimitRangeItem", DefaultFunctions::limitRangeItem),
          Map.entry("Secret", Conversions::secret),
          Map.entry("NodeSpec", Conversions::nodeSpec),
          Map.entry("DaemonSet", Conversions::daemonSet),
          Map.entry("StatefulSetSpec", Conversions::statefulSetSpec),
          Map.entry("Namespace", DefaultFunctions::namespace),
          Map.entry("ReplicationController", DefaultFunctions::replicationController),
          Map.entry("DeploymentStrategy", DefaultFunctions::deploymentStrategy),
          Map.entry("DaemonSetUpdateStrategy", DefaultFunctions::daemonSetStrategy),
          Map.entry("StatefulSetUpdateStrategy", DefaultFunctions::statefulSetStrategy),
          Map.entry("Job", DefaultFunctions::job),
          Map.entry("NetworkPolicySpec", DefaultFunctions::networkPolicy),
          Map.entry("HorizontalPodAutoscalerSpec", AutoscalerDefaults::spec),
          Map.entry("HorizontalPodAutoscalerBehavior", AutoscalerDefaults::behavior),
          Map.entry("CSIDriverSpec", DefaultFunctions::csiDriver),
          Map.entry("Subject", DefaultFunctions::subject),
          Map.entry("ExactDeviceRequest", DefaultFunctions::deviceRequest),
          Map.entry("DeviceSubRequest", DefaultFunctions::deviceRequest));

  private DefaultFunctions() {}

  /** The function of a type; one that changes nothing for most. */
  static UnaryOperator<ObjectValue> of(String type) {
    return FUNCTIONS.getOrDefault(type, UnaryOperator.identity());
  }

  private static ObjectValue limitRangeItem(ObjectValue item) {
    if (!item.text("type").equals("Container")) {
      return item;
    }
    ObjectValue limits = Trees.filled(Trees.object(item, "default"), Trees.object(item, "max"));
    ObjectValue requests = Trees.filled(Trees.object(item, "defaultRequest"), limits);
    requests = Trees.filled(requests, Trees.object(item, "min"));
    ObjectValue out = limits.size() == 0 ? item : item.with("default", limits);
    return requests.size() == 0 ? out : out.with("defaultRequest", requests);
  }

  private static ObjectValue namespace(ObjectValue namespace) {
    String name = Trees.object(namespace, "metadata").text("name");
    if (name.isEmpty()) {
      return namespace;
    }
    return Trees.change(
        namespace,
        "metadata",
        metadata ->
            Trees.change(
                metadata,
                "labels",
                labels -> Trees.with(labels, "kubernetes.io/metadata.name", name)));
  }

  private static ObjectValue replicationController(ObjectValue controller) {
    ObjectValue template = Trees.object(Trees.object(controller, "spec"), "template");
    ObjectValue labels = Trees.object(Trees.object(template, "metadata"), "labels");
    if (labels.size() == 0) {
      return controller;
    }
    ObjectValue out =
        Trees.change(controller, "spec", spec -> Trees.ifAbsent(spec, "selector", labels));
    return Trees.change(out, "metadata", metadata -> Trees.ifAbsent(metadata, "labels", labels));
  }

  private static ObjectValue deploymentStrategy(ObjectValue strategy) {
    if (!strategy.text("type").equals("RollingUpdate")) {
      return strategy;
    }
    return Trees.change(
        strategy,
        "rollingUpdate",
        update ->
            Trees.ifAbsent(Trees.ifAbsent(update, "maxUnavailable", "25%"), "maxSurge", "25%"));
  }

  private static ObjectValue daemonSetStrategy(ObjectValue strategy) {
    if (!strategy.text("type").equals("RollingUpdate")) {
      return strategy;
    }
    return Trees.change(
        strategy,
        "rollingUpdate",
        update ->
            Trees.ifAbsent(
                Trees.ifAbsent(update, "maxUnavailable", ONE), "maxSurge", NumberValue.of(0)));
  }

  private static ObjectValue statefulSetStrategy(ObjectValue strategy) {
    ObjectValue out = strategy;
    if (out.text("type").isEmpty()) {
      out = Trees.with(out, "type", "RollingUpdate");
      out = Trees.ifAbsent(out, "rollingUpdate", ObjectValue.EMPTY);
    }
    if (!out.text("type").equals("RollingUpdate") || !out.has("rollingUpdate")) {
      return out;
    }
    return Trees.change(
        out, "rollingUpdate", update -> Trees.ifAbsent(update, "partition", NumberValue.of(0)));
  }

  private static ObjectValue job(ObjectValue job) {
    ObjectValue labels =
        Trees.object(
            Trees.object(Trees.object(Trees.object(job, "spec"), "template"), "metadata"),
            "labels");
    ObjectValue out = Trees.change(job, "spec", DefaultFunctions::jobSpec);
    return labels.size() == 0
        ? out
        : Trees.change(out, "metadata", metadata -> Trees.ifAbsent(metadata, "labels", labels));
  }

  private static ObjectValue jobSpec(ObjectValue spec) {
    ObjectValue out = spec;
    if (!out.has("parallelism")) {
      out = Trees.ifAbsent(out, "completions", ONE).with("parallelism", ONE);
    }
    long backoff = out.has("backoffLimitPerIndex") ? Integer.MAX_VALUE : 6;
    out = Trees.ifAbsent(out, "backoffLimit", NumberValue.of(backoff));
    out = Trees.ifAbsent(out, "completionMode", "NonIndexed");
    out = Trees.ifAbsent(out, "suspend", BooleanValue.FALSE);
    String replacement = out.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed";
    out = Trees.ifAbsent(out, "podReplacementPolicy", replacement);
    return Trees.ifAbsent(out, "manualSelector", BooleanValue.FALSE);
  }

  private static ObjectValue networkPolicy(ObjectValue spec) {
    if (spec.has("policyTypes")) {
      return spec;
    }
    List<String> types = spec.has("egress") ? List.of("Ingress", "Egress") : List.of("Ingress");
    return spec.with("policyTypes", ArrayValue.ofTexts(types));
  }

  private static ObjectValue csiDriver(ObjectValue spec) {
    return Trees.ifAbsent(spec, "volumeLifecycleModes", ArrayValue.ofTexts(List.of("Persistent")));
  }

  private static ObjectValue subject(ObjectValue subject) {
    boolean named = subject.text("kind").equals("User") || subject.text("kind").equals("Group");
    return named ? Trees.ifAbsent(subject, "apiGroup", "rbac.authorization.k8s.io") : subject;
  }

  private static ObjectValue deviceRequest(ObjectValue request) {
    ObjectValue out = Trees.ifAbsent(request, "allocationMode", "ExactCount");
    Value mode = out.get("allocationMode");
    return mode.equals(new StringValue("ExactCount")) ? Trees.ifAbsent(out, "count", ONE) : out;
  }
}
