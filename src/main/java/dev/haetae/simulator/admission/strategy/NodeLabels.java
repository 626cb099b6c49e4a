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

  /** The warnings about a StorageClass, {@code pkg/api/storage/util.go}. */
  static List<String> ofStorageClass(ObjectValue storageClass) {
    List<String> warnings = new ArrayList<>(0);
    ArrayValue topologies = Trees.array(storageClass, "allowedTopologies");
    for (int i = 0; i < topologies.size(); i++) {
      ArrayValue expressions = Trees.array(Trees.object(topologies, i), "matchLabelExpressions");
      for (int k = 0; k < expressions.size(); k++) {
        String said = deprecation(Trees.object(expressions, k).text("key"));
        if (!said.isEmpty()) {
          warnings.add(
              "allowedTopologies[" + i + "].matchLabelExpressions[" + k + "].key: " + said);
        }
      }
    }
    return warnings;
  }

  /** The warnings about a RuntimeClass. */
  static List<String> ofRuntimeClass(ObjectValue runtimeClass) {
    List<String> warnings = new ArrayList<>(0);
    ObjectValue selector = Trees.object(Trees.object(runtimeClass, "scheduling"), "nodeSelector");
    for (int i = 0; i < selector.size(); i++) {
      String said = deprecation(selector.key(i));
      if (!said.isEmpty()) {
        warnings.add("scheduling.nodeSelector: " + said);
      }
    }
    return warnings;
  }
}
