package dev.haetae.simulator.validation.workload;

import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.meta.LabelSelectors;
import java.util.List;

/**
 * What carriers ask of their selectors and templates.
 *
 * <p>Mirrors {@code ValidatePodTemplateSpecForReplicaSet} and its like of {@code
 * pkg/apis/apps/validation/validation.go}.
 */
final class Templates {
  private Templates() {}

  /** Checks that the selector selects something, and returns whether it can be used. */
  static boolean checkSelector(Part spec, String kind, String unusable) {
    CauseList causes = spec.causes();
    Part selector = spec.object("selector");
    if (!spec.has("selector")) {
      causes.required(selector.place(), "");
      return true;
    }
    LabelSelectors.check(spec, "selector");
    if (LabelSelectors.isEmpty(selector)) {
      invalid(spec, "empty selector is invalid for " + kind);
    }
    if (LabelSelectors.isUsable(selector)) {
      return true;
    }
    invalid(spec, unusable);
    return false;
  }

  static void invalid(Part spec, String detail) {
    spec.causes().invalid(spec.at("selector"), spec.get("selector"), LabelSelectors.TYPE, detail);
  }

  /** Checks that the selector selects the labels of the template; one that is absent does not. */
  static void checkSelected(Part spec) {
    Part metadata = spec.object("template").object("metadata");
    boolean selected =
        spec.has("selector")
            && LabelSelectors.matches(spec.object("selector"), metadata.map("labels"));
    if (!selected) {
      spec.causes()
          .invalid(
              metadata.at("labels"),
              metadata.get("labels"),
              "`selector` does not match template `labels`");
    }
  }

  /** Checks that pods are started again for ever. */
  static void checkForever(Part spec, String kind) {
    Part pod = spec.object("template").object("spec");
    String restart = pod.text("restartPolicy", "Always");
    if (!restart.equals("Always")) {
      pod.causes().notSupported(pod.at("restartPolicy"), restart, List.of("Always"));
    }
    if (pod.has("activeDeadlineSeconds")) {
      pod.causes()
          .forbidden(
              pod.at("activeDeadlineSeconds"),
              "activeDeadlineSeconds in " + kind + " is not Supported");
    }
  }
}
