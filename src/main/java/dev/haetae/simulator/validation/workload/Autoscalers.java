package dev.haetae.simulator.validation.workload;

import dev.haetae.resource.Quantity;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.resources.ResourceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The validation of HorizontalPodAutoscalers.
 *
 * <p>Mirrors {@code pkg/apis/autoscaling/validation/validation.go}, and {@code
 * pkg/apis/autoscaling/v1/conversion.go} for the first version.
 */
public final class Autoscalers {
  private static final Map<String, String> SOURCES =
      Map.of(
          "Object", "object",
          "External", "external",
          "Pods", "pods",
          "Resource", "resource",
          "ContainerResource", "containerResource");
  private static final List<String> FIELDS =
      List.of("object", "external", "pods", "resource", "containerResource");
  private static final List<String> TYPES = SOURCES.keySet().stream().sorted().toList();
  private static final List<String> TARGETS = List.of("Utilization", "Value", "AverageValue");
  private static final List<String> SELECTIONS = List.of("Disabled", "Max", "Min");
  private static final List<String> POLICIES = List.of("Percent", "Pods");
  private static final long LONGEST_PERIOD = 1800;
  private static final long LONGEST_WINDOW = 3600;

  private final Part spec;
  private final @Nullable Part before;
  private final CauseList causes;

  private Autoscalers(Part autoscaler, @Nullable Part old) {
    this.spec = autoscaler.object("spec");
    this.before = old == null ? null : old.object("spec");
    this.causes = autoscaler.causes();
  }

  /** Checks a new HorizontalPodAutoscaler. */
  public static void check(Part autoscaler) {
    Metadata.check(autoscaler, NameSyntax::subdomain);
    new Autoscalers(autoscaler, null).check();
  }

  /** Checks a changed HorizontalPodAutoscaler. */
  public static void checkUpdate(Part autoscaler, Part old) {
    Metadata.checkUpdate(autoscaler, old);
    new Autoscalers(autoscaler, old).check();
  }

  private void check() {
    long least = spec.number("minReplicas", 1);
    long most = spec.number("maxReplicas", 0);
    long lowest = before != null && before.number("minReplicas", 1) == 0 ? 0 : 1;
    if (least < lowest) {
      causes.invalid(spec.at("minReplicas"), least, "must be greater than or equal to " + lowest);
    }
    if (most == 0) {
      causes.required(spec.at("maxReplicas"), "must be set and greater than 0");
    } else if (most < 0) {
      causes.invalid(spec.at("maxReplicas"), most, "must be greater than or equal to 1");
    }
    if (most < least) {
      causes.invalid(
          spec.at("maxReplicas"), most, "must be greater than or equal to `minReplicas`");
    }
    Part target = spec.object("scaleTargetRef");
    checkNames(target);
    if (!isKept(target)) {
      checkVersion(target, target.text("kind").equals("ReplicationController"));
    }
    checkMetrics(least);
    Part behavior = spec.object("behavior");
    for (String direction : List.of("scaleUp", "scaleDown")) {
      Part rules = behavior.objectOrNull(direction);
      if (rules != null) {
        checkRules(rules);
      }
    }
  }

  private boolean isKept(Part target) {
    if (before == null) {
      return false;
    }
    Part earlier = before.object("scaleTargetRef");
    return earlier.text("apiVersion").equals(target.text("apiVersion"))
        && earlier.text("kind").equals(target.text("kind"));
  }

  private void checkNames(Part reference) {
    for (String field : List.of("kind", "name")) {
      reference.require(field);
      String text = reference.text(field);
      causes.invalid(reference.at(field), text, NameSyntax.pathSegment(text));
    }
  }

  private void checkVersion(Part reference, boolean withoutGroup) {
    String fault = versionFault(reference.text("apiVersion"), withoutGroup);
    if (!fault.isEmpty()) {
      causes.invalid(reference.at("apiVersion"), reference.text("apiVersion"), fault);
    }
  }

  private static String versionFault(String version, boolean withoutGroup) {
    int slash = version.indexOf('/');
    if (slash != version.lastIndexOf('/')) {
      return "unexpected GroupVersion string: " + version;
    }
    return slash > 0 || withoutGroup ? "" : "apiVersion must specify API group";
  }

  private void checkMetrics(long least) {
    boolean countsAtZero = false;
    boolean described = describedBefore();
    for (Part metric : spec.objects("metrics")) {
      checkMetric(metric, described);
      String type = metric.text("type");
      countsAtZero |= type.equals("Object") || type.equals("External");
    }
    // What the first version has is one metric of this one.
    Long utilization = spec.number("targetCPUUtilizationPercentage");
    if (utilization != null && utilization < 1) {
      Place target = spec.at("metrics").index(0).child("resource").child("target");
      causes.invalid(target.child("averageUtilization"), utilization, "must be greater than 0");
    }
    if (least == 0 && !countsAtZero) {
      causes.forbidden(
          spec.at("metrics"),
          "must specify at least one Object or External metric to support scaling to zero"
              + " replicas");
    }
  }

  // An object that once was described with a wrong version may go on so.
  private boolean describedBefore() {
    if (before != null) {
      for (Part metric : before.objects("metrics")) {
        String version = metric.object("object").object("describedObject").text("apiVersion");
        if (!versionFault(version, true).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private void checkMetric(Part metric, boolean described) {
    String type = metric.text("type");
    if (type.isEmpty()) {
      causes.required(metric.at("type"), "must specify a metric source type");
    }
    String expected = SOURCES.getOrDefault(type, "");
    if (expected.isEmpty()) {
      causes.notSupported(metric.at("type"), type, TYPES);
    }
    List<String> present = new ArrayList<>();
    for (String field : FIELDS) {
      Part source = metric.objectOrNull(field);
      if (source != null) {
        present.add(field);
        if (present.size() == 1) {
          checkSource(field, source, described);
        }
      }
    }
    if (expected.isEmpty()) {
      causes.notSupported(metric.at("type"), type, TYPES);
    } else if (!metric.has(expected)) {
      causes.required(metric.at(expected), "must populate information for the given metric source");
    }
    if (present.size() != 1) {
      present.remove(expected);
      for (String field : present) {
        causes.forbidden(metric.at(field), "must populate the given metric source only");
      }
    }
  }

  private void checkSource(String field, Part source, boolean described) {
    Part target = source.object("target");
    boolean resource = field.equals("resource") || field.equals("containerResource");
    if (field.equals("object")) {
      Part object = source.object("describedObject");
      checkNames(object);
      if (!described) {
        checkVersion(object, true);
      }
    }
    if (resource) {
      checkResource(field, source);
    } else {
      Part metric = source.object("metric");
      String name = metric.text("name");
      if (name.isEmpty()) {
        causes.required(metric.at("name"), "must specify a metric name");
      } else {
        causes.invalid(metric.at("name"), name, NameSyntax.pathSegment(name));
      }
    }
    checkTarget(target);
    boolean average = target.has("averageValue");
    boolean value = target.has("value");
    if (resource) {
      checkUtilization(target, average);
    } else if (field.equals("pods")) {
      if (!average) {
        causes.required(target.at("averageValue"), "must specify a positive target averageValue");
      }
    } else if (!average && !value) {
      causes.required(
          target.at("averageValue"),
          field.equals("object")
              ? "must set either a target value or averageValue"
              : "must set either a target value for metric or a per-pod target");
    } else if (average && value && field.equals("external")) {
      causes.forbidden(
          target.at("value"), "may not set both a target value for metric and a per-pod target");
    }
  }

  private void checkResource(String field, Part source) {
    String name = source.text("name");
    if (name.isEmpty()) {
      causes.required(source.at("name"), "must specify a resource name");
    }
    if (field.equals("resource")) {
      return;
    }
    if (!name.isEmpty()) {
      ResourceNames.checkContainer(name, source.at("name"), causes);
    }
    String container = source.text("container");
    if (container.isEmpty()) {
      causes.required(source.at("container"), "must specify a container");
    } else {
      causes.invalid(source.at("container"), container, NameSyntax.label(container));
    }
  }

  private void checkUtilization(Part target, boolean average) {
    boolean utilization = target.has("averageUtilization");
    if (!average && !utilization) {
      causes.required(
          target.at("averageUtilization"),
          "must set either a target raw value or a target utilization");
    } else if (average && utilization) {
      causes.forbidden(
          target.at("averageValue"),
          "may not set both a target raw value and a target utilization");
    }
  }

  private void checkTarget(Part target) {
    String type = target.text("type");
    if (type.isEmpty()) {
      causes.required(target.at("type"), "must specify a metric target type");
    }
    if (!TARGETS.contains(type)) {
      causes.invalid(target.at("type"), type, "must be either Utilization, Value, or AverageValue");
    }
    for (String field : List.of("value", "averageValue")) {
      Quantity amount = Part.quantity(target.get(field));
      if (amount != null && amount.signum() <= 0) {
        causes.invalid(target.at(field), Part.amount(target.get(field)), "must be positive");
      }
    }
    long utilization = target.number("averageUtilization", 1);
    if (utilization < 1) {
      causes.invalid(target.at("averageUtilization"), utilization, "must be greater than 0");
    }
  }

  private void checkRules(Part rules) {
    long window = rules.number("stabilizationWindowSeconds", 0);
    if (window < 0) {
      causes.invalid(
          rules.at("stabilizationWindowSeconds"), window, "must be greater than or equal to zero");
    }
    checkMost(rules, "stabilizationWindowSeconds", LONGEST_WINDOW);
    rules.oneOf("selectPolicy", SELECTIONS);
    if (rules.list("policies").size() == 0) {
      causes.required(rules.at("policies"), "must specify at least one Policy");
    }
    for (Part policy : rules.objects("policies")) {
      if (!POLICIES.contains(policy.text("type"))) {
        causes.notSupported(policy.at("type"), policy.text("type"), POLICIES);
      }
      for (String field : List.of("value", "periodSeconds")) {
        long number = policy.number(field, 0);
        if (number <= 0) {
          causes.invalid(policy.at(field), number, "must be greater than zero");
        }
      }
      checkMost(policy, "periodSeconds", LONGEST_PERIOD);
    }
    Quantity tolerance = Part.quantity(rules.get("tolerance"));
    if (tolerance != null && tolerance.signum() < 0) {
      causes.invalid(
          rules.at("tolerance"),
          Part.amount(rules.get("tolerance")),
          "must be greater than or equal to 0");
    }
  }

  private void checkMost(Part part, String field, long most) {
    long number = part.number(field, 0);
    if (number > most) {
      causes.invalid(part.at(field), number, "must be less than or equal to " + most);
    }
  }
}
