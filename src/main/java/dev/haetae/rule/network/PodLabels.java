package dev.haetae.rule.network;

import dev.haetae.inventory.Budget;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import java.util.List;
import java.util.Map;

/**
 * Compares a Service's selector with the labels of pods. Of a template not all of them are seen:
 * the controller that makes its pods adds some of its own, such as {@code
 * statefulset.kubernetes.io/pod-name}, which are taken to be there.
 */
final class PodLabels {
  static final List<String> SHIPPED =
      List.of(
          "apps.kubernetes.io/pod-index",
          "batch.kubernetes.io/*",
          "controller-revision-hash",
          "job-name",
          "jobset.sigs.k8s.io/*",
          "leaderworkerset.sigs.k8s.io/*",
          "notebook-name",
          "pod-template-hash",
          "ray.io/*",
          "rollouts-pod-template-hash",
          "serving.kserve.io/*",
          "serving.knative.dev/*",
          "statefulset.kubernetes.io/pod-name",
          "trainer.kubeflow.org/*",
          "training.kubeflow.org/*",
          "volcano.sh/*");

  private final List<String> added;

  /**
   * A comparison.
   *
   * @param added the keys that controllers add; a {@code *} at the end stands for any ending
   */
  PodLabels(List<String> added) {
    this.added = added;
  }

  /** Returns whether a pod of this spec is selected. */
  boolean match(Map<String, String> selector, PodView pod, Budget budget) {
    ObjectView labels = pod.metadata().object("labels");
    for (Map.Entry<String, String> wanted : selector.entrySet()) {
      budget.spend(1);
      String label = labels.textOrNull(wanted.getKey());
      if (!wanted.getValue().equals(label)
          && (label != null || pod.isPod() || !isAdded(wanted.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private boolean isAdded(String key) {
    for (String pattern : added) {
      int star = pattern.length() - 1;
      if (pattern.endsWith("*")
          ? key.startsWith(pattern.substring(0, star))
          : key.equals(pattern)) {
        return true;
      }
    }
    return false;
  }

  /** The labels as one reads them: {@code app: web, tier: front}. */
  static Iterable<String> shown(Map<String, String> labels) {
    return () ->
        labels.entrySet().stream()
            .map(label -> label.getKey() + ": " + label.getValue())
            .iterator();
  }
}
