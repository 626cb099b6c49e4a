package dev.haetae.simulator.validation.pod;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.LabelSelectors;
import dev.haetae.simulator.validation.meta.NodeSelectors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The validation of affinity to nodes and pods, and of the spread over domains.
 *
 * <p>Mirrors {@code validateAffinity} and {@code validateTopologySpreadConstraints} of {@code
 * pkg/apis/core/validation/validation.go}.
 */
final class Affinities {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
  private static final List<String> ACTIONS = List.of("DoNotSchedule", "ScheduleAnyway");
  private static final List<String> INCLUSIONS = List.of("Honor", "Ignore");

  private Affinities() {}

  /** Checks the {@code affinity} of a pod. */
  static void check(Part spec) {
    Part affinity = spec.object("affinity");
    Part nodes = affinity.object("nodeAffinity");
    if (nodes.has(REQUIRED)) {
      NodeSelectors.check(nodes.object(REQUIRED));
    }
    for (Part term : nodes.objects(PREFERRED)) {
      checkWeight(term);
      NodeSelectors.checkTerm(term.object("preference"), false);
    }
    for (String field : List.of("podAffinity", "podAntiAffinity")) {
      Part pods = affinity.object(field);
      for (Part term : pods.objects(REQUIRED)) {
        checkTerm(term);
      }
      for (Part term : pods.objects(PREFERRED)) {
        checkWeight(term);
        checkTerm(term.object("podAffinityTerm"));
      }
    }
  }

  private static void checkWeight(Part term) {
    long weight = term.number("weight", 0);
    if (weight <= 0 || weight > 100) {
      term.causes().invalid(term.at("weight"), weight, "must be in the range 1-100");
    }
  }

  private static void checkTerm(Part term) {
    CauseList causes = term.causes();
    LabelSelectors.check(term, "labelSelector");
    LabelSelectors.check(term, "namespaceSelector");
    for (String namespace : term.texts("namespaces")) {
      causes.invalid(term.at("namespace"), namespace, NameSyntax.label(namespace));
    }
    checkLabelKeys(term);
    String key = term.text("topologyKey");
    if (key.isEmpty()) {
      causes.required(term.at("topologyKey"), "can not be empty");
    }
    causes.invalid(term.at("topologyKey"), key, NameSyntax.key(key));
  }

  // The keys of labels whose values are those of the pod itself.
  private static void checkLabelKeys(Part term) {
    CauseList causes = term.causes();
    List<String> match = term.texts("matchLabelKeys");
    List<String> mismatch = term.texts("mismatchLabelKeys");
    if (match.isEmpty() && mismatch.isEmpty()) {
      return;
    }
    Part selector = term.objectOrNull("labelSelector");
    for (String field : List.of("matchLabelKeys", "mismatchLabelKeys")) {
      List<String> keys = term.texts(field);
      if (!keys.isEmpty() && selector == null) {
        causes.forbidden(term.at(field), "must not be specified when labelSelector is not set");
        continue;
      }
      for (int i = 0; i < keys.size() && !causes.isFull(); i++) {
        causes.invalid(term.at(field).index(i), keys.get(i), NameSyntax.key(keys.get(i)));
      }
    }
    if (selector != null) {
      checkTwiceSelected(term, selector, match);
    }
    Set<String> others = new HashSet<>(mismatch);
    for (int i = 0; i < match.size() && !causes.isFull(); i++) {
      if (others.contains(match.get(i))) {
        causes.invalid(
            term.at("matchLabelKeys").index(i),
            match.get(i),
            "exists in both matchLabelKeys and mismatchLabelKeys");
      }
    }
  }

  private static void checkTwiceSelected(Part term, Part selector, List<String> match) {
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < match.size(); i++) {
      indexes.put(match.get(i), i);
    }
    Set<String> selected = new HashSet<>();
    ObjectValue labels = selector.map("matchLabels");
    for (int i = 0; i < labels.size(); i++) {
      selected.add(labels.key(i));
    }
    for (Part expression : selector.objects("matchExpressions")) {
      String key = expression.text("key");
      Integer index = indexes.get(key);
      if (!selected.add(key) && index != null) {
        term.causes()
            .invalid(
                term.place().index(index), key, "exists in both matchLabelKeys and labelSelector");
      }
    }
  }

  /** Checks the {@code topologySpreadConstraints} of a pod. */
  static void checkSpread(Part spec) {
    List<Part> constraints = spec.objects("topologySpreadConstraints");
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < constraints.size(); i++) {
      last.put(pair(constraints.get(i)), i);
    }
    for (int i = 0; i < constraints.size() && !spec.causes().isFull(); i++) {
      Part constraint = constraints.get(i);
      checkConstraint(constraint);
      String pair = pair(constraint);
      if (last.getOrDefault(pair, i) > i) {
        spec.causes().duplicate(constraint.at("{topologyKey, whenUnsatisfiable}"), pair);
      }
    }
  }

  private static String pair(Part constraint) {
    return "{" + constraint.text("topologyKey") + ", " + constraint.text("whenUnsatisfiable") + "}";
  }

  private static void checkConstraint(Part constraint) {
    CauseList causes = constraint.causes();
    checkPositive(constraint, "maxSkew", constraint.number("maxSkew", 0));
    if (constraint.text("topologyKey").isEmpty()) {
      causes.required(constraint.at("topologyKey"), "can not be empty");
    }
    String action = constraint.text("whenUnsatisfiable");
    if (!ACTIONS.contains(action)) {
      causes.notSupported(constraint.at("whenUnsatisfiable"), action, ACTIONS);
    }
    Long domains = constraint.number("minDomains");
    if (domains != null) {
      checkPositive(constraint, "minDomains", domains);
      if (!action.equals("DoNotSchedule")) {
        causes.invalid(
            constraint.at("minDomains"),
            domains,
            "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + action);
      }
    }
    constraint.oneOf("nodeAffinityPolicy", INCLUSIONS);
    constraint.oneOf("nodeTaintsPolicy", INCLUSIONS);
    checkLabelKeys(constraint);
    LabelSelectors.check(constraint, "labelSelector");
  }

  private static void checkPositive(Part part, String field, long number) {
    if (number <= 0) {
      Place place = part.at(field);
      part.causes().invalid(place, number, "must be greater than zero");
    }
  }
}
