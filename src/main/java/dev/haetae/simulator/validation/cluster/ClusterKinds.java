package dev.haetae.simulator.validation.cluster;

import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Amounts;
import dev.haetae.simulator.validation.meta.LabelSelectors;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.meta.Sameness;
import dev.haetae.simulator.validation.meta.Tolerations;
import dev.haetae.simulator.validation.resources.ResourceRequirements;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The validation of Namespaces, ServiceAccounts, PriorityClasses, RuntimeClasses and
 * PodDisruptionBudgets.
 *
 * <p>Mirrors {@code pkg/apis/{core,scheduling,node,policy}/validation/validation.go}.
 */
public final class ClusterKinds {
  private static final InternalType BUDGET = InternalType.of("PodDisruptionBudgetSpec");
  private static final InternalType TOLERATION = InternalType.of("Toleration");
  private static final List<String> PREEMPTION = List.of("PreemptLowerPriority", "Never");
  private static final Map<String, Long> SYSTEM_PRIORITIES =
      Map.of("system-node-critical", 2_000_001_000L, "system-cluster-critical", 2_000_000_000L);
  private static final long HIGHEST_PRIORITY = 1_000_000_000;
  private static final String LEVEL = "pod-security.kubernetes.io/";
  private static final Set<String> LEVELS = Set.of("privileged", "baseline", "restricted");

  private ClusterKinds() {}

  /** Checks a new Namespace. */
  public static void checkNamespace(Part namespace) {
    checkNamespaceItself(namespace);
    checkLevels(namespace, null);
  }

  private static void checkNamespaceItself(Part namespace) {
    Metadata.check(namespace, NameSyntax::label);
    Place place = Place.of("spec", "finalizers");
    for (String finalizer : namespace.object("spec").texts("finalizers")) {
      namespace.causes().invalid(place, finalizer, NameSyntax.key(finalizer));
      Metadata.checkFinalizerName(finalizer, place, namespace.causes());
    }
  }

  /** Checks a changed Namespace. */
  public static void checkNamespaceUpdate(Part namespace, Part old) {
    checkNamespaceItself(namespace);
    Metadata.checkUpdate(namespace, old);
    checkLevels(namespace, old);
  }

  // The admission plugin PodSecurity answers as validation does, once that has passed.
  private static void checkLevels(Part namespace, @Nullable Part old) {
    if (!namespace.causes().isEmpty()) {
      return;
    }
    CauseList faults = levelFaults(namespace);
    if (old == null || !faults.causes().equals(levelFaults(old).causes())) {
      namespace.causes().addAll(faults);
    }
  }

  private static CauseList levelFaults(Part namespace) {
    CauseList faults = new CauseList();
    ObjectValue labels = namespace.object("metadata").map("labels");
    for (String mode : List.of("enforce", "audit", "warn")) {
      String key = LEVEL + mode;
      Place place = Place.of("metadata", "labels").key(key);
      if (labels.has(key) && !LEVELS.contains(labels.text(key))) {
        faults.invalid(place, labels.text(key), "must be one of privileged, baseline, restricted");
      }
      String version = labels.text(key + "-version");
      if (labels.has(key + "-version") && !isVersion(version)) {
        faults.invalid(
            Place.of("metadata", "labels").key(key + "-version"),
            version,
            "must be \"latest\" or \"v1.x\"");
      }
    }
    return faults;
  }

  private static boolean isVersion(String version) {
    if (version.equals("latest")) {
      return true;
    }
    String minor = version.startsWith("v1.") ? version.substring(3) : "";
    for (int i = 0; i < minor.length(); i++) {
      if (minor.charAt(i) < '0' || minor.charAt(i) > '9') {
        return false;
      }
    }
    return minor.length() == 1 || (minor.length() > 1 && minor.charAt(0) != '0');
  }

  /** Checks a new ServiceAccount. */
  public static void checkServiceAccount(Part account) {
    Metadata.check(account, NameSyntax::subdomain);
  }

  /** Checks a changed ServiceAccount. */
  public static void checkServiceAccountUpdate(Part account, Part old) {
    Metadata.checkUpdate(account, old);
    checkServiceAccount(account);
  }

  /** Checks a new PriorityClass. */
  public static void checkPriorityClass(Part priority) {
    Metadata.check(priority, NameSyntax::subdomain);
    String name = Metadata.name(priority.object("metadata"));
    long value = priority.number("value", 0);
    if (name.startsWith("system-")) {
      String fault = systemFault(priority, name, value);
      if (!fault.isEmpty()) {
        priority
            .causes()
            .forbidden(
                Place.of("metadata", "name"),
                "priority class names with 'system-' prefix are reserved for system use only."
                    + " error: "
                    + fault);
      }
    } else if (value > HIGHEST_PRIORITY) {
      priority
          .causes()
          .forbidden(
              priority.at("value"),
              "maximum allowed value of a user defined priority is " + HIGHEST_PRIORITY);
    }
    priority.oneOfOrRequired("preemptionPolicy", PREEMPTION);
  }

  private static String systemFault(Part priority, String name, long value) {
    Long expected = SYSTEM_PRIORITIES.get(name);
    if (expected == null) {
      return name + " is not a known system priority class";
    }
    if (value != expected) {
      return "value of " + name + " PriorityClass must be " + expected;
    }
    return priority.flag("globalDefault")
        ? "globalDefault of " + name + " PriorityClass must be false"
        : "";
  }

  /** Checks a changed PriorityClass: its value and policy are fixed. */
  public static void checkPriorityClassUpdate(Part priority, Part old) {
    Metadata.checkUpdate(priority, old);
    if (priority.number("value", 0) != old.number("value", 0)) {
      priority.causes().forbidden(priority.at("value"), "may not be changed in an update.");
    }
    Value fallback = new StringValue(PREEMPTION.getFirst());
    String field = "preemptionPolicy";
    Value now = priority.has(field) ? priority.get(field) : fallback;
    Value before = old.has(field) ? old.get(field) : fallback;
    if (!now.equals(before)) {
      priority.causes().invalid(priority.at(field), now, "field is immutable");
    }
  }

  /** Checks a new RuntimeClass. */
  public static void checkRuntimeClass(Part runtime) {
    Metadata.checkPlain(runtime, NameSyntax::subdomain);
    String handler = runtime.text("handler");
    if (handler.isEmpty()) {
      runtime.causes().required(runtime.at("handler"), "");
    } else {
      runtime.causes().invalid(runtime.at("handler"), handler, NameSyntax.label(handler));
    }
    Part overhead = runtime.object("overhead");
    ResourceRequirements.checkLimits(
        overhead.has("podFixed")
            ? new Part(
                ObjectValue.of("overhead", overhead.get("podFixed")),
                runtime.place(),
                runtime.causes())
            : overhead,
        "overhead");
    Part scheduling = runtime.object("scheduling");
    Metadata.labels(scheduling, "nodeSelector");
    Tolerations.check(scheduling);
    Set<ObjectValue> seen = new HashSet<>();
    for (Part toleration : scheduling.objects("tolerations")) {
      if (!seen.add(toleration.value().without("tolerationSeconds"))
          && !runtime.causes().isFull()) {
        runtime.causes().duplicateShown(toleration.place(), TOLERATION.show(toleration.value()));
      }
    }
  }

  /** Checks a changed RuntimeClass: its handler is fixed. */
  public static void checkRuntimeClassUpdate(Part runtime, Part old) {
    checkRuntimeClass(runtime);
    Metadata.checkAnyUpdate(runtime, old);
    Sameness.checkImmutable(runtime, old, "handler");
  }

  /** Checks a PodDisruptionBudget, new or changed. */
  public static void checkBudget(Part budget) {
    Part spec = budget.object("spec");
    if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
      budget
          .causes()
          .invalid(
              spec.place(),
              spec.value(),
              BUDGET,
              "minAvailable and maxUnavailable cannot be both set");
    }
    for (String field : List.of("minAvailable", "maxUnavailable")) {
      if (spec.get(field) != NullValue.NULL) {
        Amounts.check(spec, field);
        Amounts.checkMost(spec, field);
      }
    }
    LabelSelectors.check(spec, "selector");
    spec.oneOf("unhealthyPodEvictionPolicy", List.of("AlwaysAllow", "IfHealthyBudget"));
  }
}
