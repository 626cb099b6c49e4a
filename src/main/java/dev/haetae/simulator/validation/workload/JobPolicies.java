package dev.haetae.simulator.validation.workload;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The validation of when a Job has failed and when it has succeeded.
 *
 * <p>Mirrors {@code validatePodFailurePolicy}, {@code validateSuccessPolicy} and {@code
 * validatePodReplacementPolicy} of {@code pkg/apis/batch/validation/validation.go}.
 */
final class JobPolicies {
  private static final InternalType SUCCESS = InternalType.of("SuccessPolicy");
  private static final int MOST_RULES = 20;
  private static final int MOST_VALUES = 255;
  private static final int MOST_INDEX_BYTES = 64 * 1024;
  private static final List<String> ACTIONS = List.of("Count", "FailIndex", "FailJob", "Ignore");
  private static final List<String> OPERATORS = List.of("In", "NotIn");
  private static final List<String> STATUSES = List.of("False", "True", "Unknown");

  private JobPolicies() {}

  static void check(Part spec, boolean indexed) {
    CauseList causes = spec.causes();
    if (spec.has("podFailurePolicy")) {
      checkFailure(spec);
    }
    if (spec.has("successPolicy")) {
      if (indexed) {
        checkSuccess(spec);
      } else {
        causes.invalid(
            spec.at("successPolicy"),
            spec.get("successPolicy"),
            SUCCESS,
            "requires indexed completion mode");
      }
    }
    spec.oneOf(
        "podReplacementPolicy",
        spec.has("podFailurePolicy")
            ? List.of("Failed")
            : List.of("Failed", "TerminatingOrFailed"));
  }

  private static void checkCount(Part part, String field, int most) {
    int size = part.list(field).size();
    if (size > most) {
      part.causes().tooMany(part.at(field), size, most);
    }
  }

  private static void checkFailure(Part spec) {
    Part policy = spec.object("podFailurePolicy");
    checkCount(policy, "rules", MOST_RULES);
    Set<String> containers = new HashSet<>();
    Part pod = spec.object("template").object("spec");
    for (String list : List.of("containers", "initContainers")) {
      pod.objects(list).forEach(container -> containers.add(container.text("name")));
    }
    for (Part rule : policy.objects("rules")) {
      checkRule(spec, rule, containers);
    }
  }

  private static void checkRule(Part spec, Part rule, Set<String> containers) {
    CauseList causes = rule.causes();
    String action = rule.text("action");
    if (action.equals("FailIndex") && !spec.has("backoffLimitPerIndex")) {
      causes.invalid(rule.at("action"), action, "requires the backoffLimitPerIndex to be set");
    }
    checkChoice(rule, "action", ACTIONS);
    boolean codes = rule.has("onExitCodes");
    boolean conditions = rule.list("onPodConditions").size() > 0;
    if (codes) {
      checkCodes(rule.object("onExitCodes"), containers);
    }
    checkCount(rule, "onPodConditions", MOST_RULES);
    for (Part condition : rule.objects("onPodConditions")) {
      String type = condition.text("type");
      causes.invalid(condition.at("type"), type, NameSyntax.key(type));
      condition.oneOfOrDefault("status", STATUSES);
    }
    if (codes == conditions) {
      causes.invalid(
          rule.place(),
          codes
              ? "specifying both OnExitCodes and OnPodConditions is not supported"
              : "specifying one of OnExitCodes and OnPodConditions is required");
    }
  }

  private static void checkChoice(Part part, String field, List<String> supported) {
    if (part.text(field).isEmpty()) {
      StringBuilder shown = new StringBuilder("valid values: [");
      for (String value : supported) {
        shown.append(shown.charAt(shown.length() - 1) == '[' ? "" : " ");
        shown.append('"').append(value).append('"');
      }
      part.causes().required(part.at(field), shown.append(']').toString());
    } else {
      part.oneOf(field, supported);
    }
  }

  private static void checkCodes(Part codes, Set<String> containers) {
    CauseList causes = codes.causes();
    checkChoice(codes, "operator", OPERATORS);
    String container = codes.textOrNull("containerName");
    if (container != null && !containers.contains(container)) {
      causes.invalid(
          codes.at("containerName"),
          container,
          "must be one of the container or initContainer names in the pod template");
    }
    ArrayValue values = codes.list("values");
    Place place = codes.at("values");
    if (values.size() == 0) {
      causes.invalid(place, codes.get("values"), "at least one value is required");
    }
    checkCount(codes, "values", MOST_VALUES);
    boolean in = codes.text("operator").equals("In");
    boolean ordered = true;
    Set<Long> seen = new HashSet<>();
    long last = Long.MIN_VALUE;
    for (int i = 0; i < values.size() && !causes.isFull(); i++) {
      long value =
          values.get(i) instanceof NumberValue number && number.isInteger() ? number.integer() : 0;
      if (in && value == 0) {
        causes.invalid(place.index(i), value, "must not be 0 for the In operator");
      }
      if (!seen.add(value)) {
        causes.duplicateShown(place.index(i), Long.toString(value));
      }
      ordered &= value >= last;
      last = value;
    }
    if (!ordered) {
      causes.invalid(place, values, "must be ordered");
    }
  }

  private static void checkSuccess(Part spec) {
    Part policy = spec.object("successPolicy");
    if (policy.list("rules").size() == 0) {
      spec.causes()
          .required(
              policy.at("rules"),
              "at least one rules must be specified when the successPolicy is specified");
    }
    checkCount(policy, "rules", MOST_RULES);
    Long completions = JobSpecs.completions(spec);
    for (Part rule : policy.objects("rules")) {
      checkSuccessRule(rule, completions == null ? 0 : completions);
    }
  }

  private static void checkSuccessRule(Part rule, long completions) {
    CauseList causes = rule.causes();
    String indexes = rule.textOrNull("succeededIndexes");
    Long count = rule.number("succeededCount");
    if (indexes == null && count == null) {
      causes.required(
          rule.place(), "at least one of succeededCount or succeededIndexes must be specified");
    }
    JobIndexes parsed = JobIndexes.of(indexes == null ? "" : indexes, completions);
    if (indexes != null) {
      Place place = rule.at("succeededIndexes");
      if (NameSyntax.bytes(indexes) > MOST_INDEX_BYTES) {
        causes.tooLong(place, MOST_INDEX_BYTES);
      }
      if (!parsed.fault().isEmpty()) {
        causes.invalid(place, indexes, "error parsing succeededIndexes: " + parsed.fault());
      }
    }
    if (count == null) {
      return;
    }
    rule.nonNegative("succeededCount");
    String most = "must be less than or equal to ";
    if (count > completions) {
      causes.invalid(
          rule.at("succeededCount"),
          count,
          most + completions + " (the number of specified completions)");
    }
    if (indexes != null && count > parsed.total()) {
      causes.invalid(
          rule.at("succeededCount"),
          count,
          most
              + parsed.total()
              + " (the number of indexes in the specified succeededIndexes field)");
    }
  }
}
