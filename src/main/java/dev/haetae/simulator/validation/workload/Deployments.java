package dev.haetae.simulator.validation.workload;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Amounts;
import dev.haetae.simulator.validation.meta.LabelSelectors;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.meta.Sameness;
import dev.haetae.simulator.validation.pod.PodSpecs;
import java.util.List;

/**
 * The validation of Deployments, ReplicaSets, DaemonSets and ReplicationControllers.
 *
 * <p>Mirrors {@code pkg/apis/apps/validation/validation.go}, and {@code
 * ValidateReplicationController} of {@code pkg/apis/core/validation/validation.go}.
 */
public final class Deployments {
  private static final InternalType STRATEGY = InternalType.of("DeploymentStrategy");
  private static final InternalType DAEMON_STRATEGY = InternalType.of("DaemonSetUpdateStrategy");

  private Deployments() {}

  /** Checks a new Deployment. */
  public static void check(Part deployment) {
    Metadata.check(deployment, NameSyntax::subdomain);
    checkSpec(deployment.object("spec"));
  }

  /** Checks a changed Deployment: its selector is fixed. */
  public static void checkUpdate(Part deployment, Part old) {
    Metadata.checkUpdate(deployment, old);
    checkSpec(deployment.object("spec"));
    checkSelector(deployment, old);
  }

  private static void checkSelector(Part object, Part old) {
    Part spec = object.object("spec");
    if (!Sameness.same(spec, old.object("spec"), "selector")) {
      Templates.invalid(spec, "field is immutable");
    }
  }

  private static void checkSpec(Part spec) {
    spec.nonNegative("replicas");
    boolean usable = Templates.checkSelector(spec, "deployment", "invalid label selector");
    checkTemplate(spec, usable);
    checkStrategy(spec);
    spec.nonNegative("minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds");
    long deadline = spec.number("progressDeadlineSeconds", 600);
    if (deadline <= spec.number("minReadySeconds", 0)) {
      spec.causes()
          .invalid(
              spec.at("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
    }
  }

  private static void checkTemplate(Part spec, boolean usable) {
    if (!usable) {
      return;
    }
    Templates.checkSelected(spec);
    PodSpecs.checkTemplate(spec.object("template"));
    Templates.checkForever(spec, "ReplicaSet");
  }

  private static void checkStrategy(Part spec) {
    CauseList causes = spec.causes();
    Part strategy = spec.object("strategy");
    switch (strategy.text("type", "RollingUpdate")) {
      case "Recreate" -> {
        if (strategy.has("rollingUpdate")) {
          causes.forbidden(
              strategy.at("rollingUpdate"),
              "may not be specified when strategy `type` is 'Recreate'");
        }
      }
      case "RollingUpdate" -> {
        Part rolling = strategy.object("rollingUpdate");
        Amounts.check(rolling, "maxUnavailable");
        Amounts.check(rolling, "maxSurge");
        // 25% each when they are not written.
        if (Amounts.amount(rolling.get("maxUnavailable"), 25) == 0
            && Amounts.amount(rolling.get("maxSurge"), 25) == 0) {
          causes.invalid(
              rolling.at("maxUnavailable"),
              rolling.get("maxUnavailable"),
              "may not be 0 when `maxSurge` is 0");
        }
        Amounts.checkMost(rolling, "maxUnavailable");
      }
      default ->
          causes.notSupported(
              strategy.place(), strategy.value(), STRATEGY, List.of("Recreate", "RollingUpdate"));
    }
  }

  /** Checks a new ReplicaSet. */
  public static void checkReplicaSet(Part set) {
    Metadata.check(set, NameSyntax::subdomain);
    checkReplicas(set.object("spec"));
  }

  /** Checks a changed ReplicaSet: its selector is fixed. */
  public static void checkReplicaSetUpdate(Part set, Part old) {
    Metadata.checkUpdate(set, old);
    checkReplicas(set.object("spec"));
    checkSelector(set, old);
  }

  private static void checkReplicas(Part spec) {
    spec.nonNegative("replicas", "minReadySeconds");
    // The words are those for a Deployment, here too.
    checkTemplate(spec, Templates.checkSelector(spec, "deployment", "invalid label selector"));
  }

  /** Checks a ReplicationController, new or changed. */
  public static void checkController(Part controller) {
    Metadata.checkNamed(controller, NameSyntax::subdomain);
    Part spec = controller.object("spec");
    spec.nonNegative("minReadySeconds");
    Part template = spec.object("template");
    boolean selects =
        spec.has("selector")
            ? spec.map("selector").size() > 0
            : template.object("metadata").map("labels").size() > 0;
    if (!selects) {
      spec.causes().required(spec.at("selector"), "");
    }
    spec.nonNegative("replicas");
    if (!spec.has("template")) {
      spec.causes().required(template.place(), "");
      return;
    }
    Part labels = new Part(labelled(spec), spec.place(), spec.causes());
    if (spec.has("selector") && selects) {
      Templates.checkSelected(labels);
    }
    PodSpecs.checkTemplate(template);
    Templates.checkForever(spec, "ReplicationController");
  }

  private static ObjectValue labelled(Part spec) {
    return spec.value().with("selector", ObjectValue.of("matchLabels", spec.get("selector")));
  }

  /** Checks a new DaemonSet. */
  public static void checkDaemonSet(Part set) {
    Metadata.check(set, NameSyntax::subdomain);
    checkDaemons(set.object("spec"));
  }

  /** Checks a changed DaemonSet: its selector is fixed. */
  public static void checkDaemonSetUpdate(Part set, Part old) {
    Metadata.checkUpdate(set, old);
    checkSelector(set, old);
    checkDaemons(set.object("spec"));
  }

  private static void checkDaemons(Part spec) {
    CauseList causes = spec.causes();
    Part selector = spec.object("selector");
    LabelSelectors.check(spec, "selector");
    if (LabelSelectors.isUsable(selector)) {
      Templates.checkSelected(spec);
    }
    if (spec.has("selector") && LabelSelectors.isEmpty(selector)) {
      Templates.invalid(spec, "empty selector is invalid for daemonset");
    }
    PodSpecs.checkTemplate(spec.object("template"));
    Templates.checkForever(spec, "DaemonSet");
    spec.nonNegative("minReadySeconds");
    Part strategy = spec.object("updateStrategy");
    String type = strategy.text("type", "RollingUpdate");
    if (type.equals("RollingUpdate")) {
      checkRolling(strategy.object("rollingUpdate"));
    } else if (!type.equals("OnDelete")) {
      causes.notSupported(
          strategy.place(),
          strategy.value(),
          DAEMON_STRATEGY,
          List.of("RollingUpdate", "OnDelete"));
    }
    spec.nonNegative("revisionHistoryLimit");
  }

  private static void checkRolling(Part rolling) {
    CauseList causes = rolling.causes();
    for (String field : List.of("maxUnavailable", "maxSurge")) {
      Amounts.check(rolling, field);
    }
    for (String field : List.of("maxUnavailable", "maxSurge")) {
      Amounts.checkMost(rolling, field);
    }
    boolean unavailable = Amounts.amount(rolling.get("maxUnavailable"), 1) != 0;
    boolean surge = Amounts.amount(rolling.get("maxSurge"), 0) != 0;
    Place place = rolling.at("maxUnavailable");
    if (unavailable && surge) {
      causes.invalid(
          rolling.at("maxSurge"),
          rolling.get("maxSurge"),
          "may not be set when maxUnavailable is non-zero");
    } else if (!unavailable && !surge) {
      causes.required(place, "cannot be 0 when maxSurge is 0");
    }
  }
}
