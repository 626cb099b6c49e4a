package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The labels of nodes that have been given other names, {@code pkg/api/node/util.go}. */
final class NodeLabels {
  private static final Map<String, String> DEPRECATED =
      Map.of(
          "beta.kubernetes.io/arch",
          "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
          "beta.kubernetes.io/os",
          "deprecated since v1.14; use \"kubernetes.io/os\" instead",
          "failure-domain.beta.kubernetes.io/region",
          "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
          "failure-domain.beta.kubernetes.io/zone",
          "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
          "beta.kubernetes.io/instance-type",
          "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
          "app.kubernetes.io/created-by",
          "deprecated since v1.9",
          "scheduler.alpha.kubernetes.io/preferAvoidPods",
          "deprecated since v1.22; use Taints and Tolerations instead",
          "node-role.kubernetes.io/master",
          "use \"node-role.kubernetes.io/control-plane\" instead");

  private NodeLabels() {}

  /** What is said of a label; empty for one that is still right. */
  static String deprecation(String label) {
    return DEPRECATED.getOrDefault(label, "");
  }

  /** The warnings about node selector terms. */
  static List<String> inTerms(String path, ArrayValue terms) {
    List<String> warnings = new ArrayList<>(0);
    for (int i = 0; i < terms.size(); i++) {
      inTerm(warnings, path + '[' + i + ']', Trees.object(terms, i));
    }
    return warnings;
  }

  /** Adds the warnings about one node selector term. */
  static void inTerm(List<String> warnings, String path, ObjectValue term) {
    ArrayValue expressions = Trees.array(term, "matchExpressions");
    for (int i = 0; i < expressions.size(); i++) {
      String key = Trees.object(expressions, i).text("key");
      String said = deprecation(key);
      if (!said.isEmpty()) {
        warnings.add(path + ".matchExpressions[" + i + "].key: " + key + " is " + said);
      }
    }
  }
}
