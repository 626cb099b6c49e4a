package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.engine.EndpointPaths;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The examination of our pods: whether they are there, and ready. */
record ReplicaExamination(TypedObjects objects, Installation installation) {
  /** The label of our pods, as the chart sets it. */
  private static final String PODS = "app.kubernetes.io/name";

  /** Looks, and returns the number of ready replicas; -1 when it is not known. */
  int examine(Checks checks) {
    String namespace = installation.namespace();
    List<Pod> pods =
        checks
            .see(
                "the pods of " + namespace,
                () ->
                    Optional.of(
                        objects.list(Pod.class, namespace, "labelSelector=" + PODS + "%3Dhaetae")))
            .orElse(null);
    if (pods == null) {
      return -1;
    }
    int ready = 0;
    for (Pod pod : pods) {
      ready += examine(checks, pod) ? 1 : 0;
    }
    if (pods.isEmpty()) {
      checks.warn(
          "there are no pods with the label " + PODS + "=haetae in " + namespace,
          "right when the server runs outside the cluster; else see the Deployment's events,"
              + " and whether --namespace is right");
      return -1;
    }
    return ready;
  }

  private boolean examine(Checks checks, Pod pod) {
    String name = pod.getMetadata().getName();
    PodCondition condition = readiness(pod);
    if (condition != null && condition.getStatus().equals("True")) {
      checks.ok("pod " + name + " is ready, since " + condition.getLastTransitionTime());
      return true;
    }
    checks.warn(
        "pod " + name + " is not ready",
        "its log says why, as does kubectl get --raw /api/v1/namespaces/"
            + installation.namespace()
            + "/pods/"
            + name
            + ":8080/proxy"
            + EndpointPaths.READINESS);
    return false;
  }

  private static @Nullable PodCondition readiness(Pod pod) {
    return pod.getStatus() == null || pod.getStatus().getConditions() == null
        ? null
        : pod.getStatus().getConditions().stream()
            .filter(one -> one.getType().equals("Ready"))
            .findFirst()
            .orElse(null);
  }
}
