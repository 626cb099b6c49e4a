package dev.haetae.cluster.doctor;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;

/** Evaluates the label selectors of webhooks. */
final class Selectors {
  private Selectors() {}

  static boolean matches(LabelSelector selector, Map<String, String> labels) {
    Map<String, String> exact = selector.getMatchLabels();
    if (exact != null && !labels.entrySet().containsAll(exact.entrySet())) {
      return false;
    }
    List<LabelSelectorRequirement> requirements = selector.getMatchExpressions();
    return requirements == null
        || requirements.stream().allMatch(requirement -> matches(requirement, labels));
  }

  private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.getKey());
    return switch (requirement.getOperator()) {
      case "In" -> value != null && requirement.getValues().contains(value);
      case "NotIn" -> value == null || !requirement.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      // An operator of a later version: better a warning too many.
      default -> true;
    };
  }
}
