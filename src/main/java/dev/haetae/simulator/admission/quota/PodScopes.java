package dev.haetae.simulator.admission.quota;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.PodAmounts;
import dev.haetae.simulator.defaults.Trees;

/** The scopes of quotas that pods are within, {@code pkg/quota/v1/evaluator/core/pods.go}. */
final class PodScopes {
  private PodScopes() {}

  static boolean isWithin(Scope scope, ObjectValue pod) {
    return switch (scope.name()) {
      case "Terminating" -> isTerminating(pod);
      case "NotTerminating" -> !isTerminating(pod);
      case "BestEffort" -> isBestEffort(Trees.object(pod, "spec"));
      case "NotBestEffort" -> !isBestEffort(Trees.object(pod, "spec"));
      case "PriorityClass" -> {
        String name = Trees.object(pod, "spec").text("priorityClassName");
        yield scope.selects(name.isEmpty() ? null : name);
      }
      case "CrossNamespacePodAffinity" ->
          looksElsewhere(Trees.object(Trees.object(pod, "spec"), "affinity"));
      default -> false;
    };
  }

  static boolean isTerminating(ObjectValue pod) {
    return Trees.integer(Trees.object(pod, "spec"), "activeDeadlineSeconds", -1) >= 0;
  }

  // Mirrors ComputePodQOS of pkg/apis/core/v1/helper/qos/qos.go.
  private static boolean isBestEffort(ObjectValue spec) {
    if (spec.has("resources")) {
      return !asks(spec);
    }
    return !anyAsks(Trees.array(spec, "containers"))
        && !anyAsks(Trees.array(spec, "initContainers"));
  }

  private static boolean anyAsks(ArrayValue containers) {
    for (int i = 0; i < containers.size(); i++) {
      if (asks(Trees.object(containers, i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean asks(ObjectValue object) {
    ObjectValue resources = Trees.object(object, "resources");
    return isPositive(Trees.object(resources, "requests"))
        || isPositive(Trees.object(resources, "limits"));
  }

  private static boolean isPositive(ObjectValue list) {
    for (String name : new String[] {"cpu", "memory"}) {
      Amount amount = PodAmounts.of(list).get(name);
      if (amount != null && amount.quantity().signum() > 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean looksElsewhere(ObjectValue affinity) {
    for (String kind : new String[] {"podAffinity", "podAntiAffinity"}) {
      ObjectValue terms = Trees.object(affinity, kind);
      ArrayValue required = Trees.array(terms, "requiredDuringSchedulingIgnoredDuringExecution");
      for (int i = 0; i < required.size(); i++) {
        if (namesNamespaces(Trees.object(required, i))) {
          return true;
        }
      }
      ArrayValue wished = Trees.array(terms, "preferredDuringSchedulingIgnoredDuringExecution");
      for (int i = 0; i < wished.size(); i++) {
        if (namesNamespaces(Trees.object(Trees.object(wished, i), "podAffinityTerm"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean namesNamespaces(ObjectValue term) {
    return term.has("namespaces") || term.has("namespaceSelector");
  }
}
