package dev.haetae.simulator.prediction;

import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.ControllerPods;
import dev.haetae.simulator.admission.ControllerPods.Pods;
import dev.haetae.simulator.scheduling.Replicas;
import java.util.List;
import java.util.Optional;

/**
 * The pods that an operator makes of a spec of a custom kind. It writes more into them than anybody
 * knows here, so that what is invalid in them or not allowed says nothing; but what a quota counts
 * or a namespace refuses, it does not change.
 */
final class OperatedPods {
  private static final List<String> PLACING =
      List.of("affinity", "nodeSelector", "schedulerName", "tolerations");

  private OperatedPods() {}

  /** The pods; empty where the spec is no whole one, and where nobody knows. */
  static Optional<Pods> of(PodView spec, ControllerPods controllers) {
    String kind = spec.carrier().kind();
    // Of a template or a runtime others make pods, or nobody.
    boolean isForOthers = kind.endsWith("Template") || kind.endsWith("Runtime");
    if (isForOthers || spec.isPart() || spec.spec().array("containers").size() == 0) {
      return Optional.empty();
    }
    ObjectValue.Builder metadata =
        new ObjectValue.Builder(4)
            .put("generateName", spec.carrier().name() + '-')
            .put("namespace", spec.carrier().namespace());
    for (String field : new String[] {"labels", "annotations"}) {
      if (spec.metadata().has(field)) {
        metadata.put(field, spec.metadata().value().get(field));
      }
    }
    ObjectValue pod =
        new ObjectValue.Builder(4)
            .put("apiVersion", "v1")
            .put("kind", "Pod")
            .put("metadata", metadata.build())
            .put("spec", placed(spec))
            .build();
    return controllers.ofOperator(pod, Replicas.of(spec));
  }

  // The spec with what the carrier says of the place of all its pods.
  private static ObjectValue placed(PodView spec) {
    ObjectValue placed = spec.spec().value();
    for (String field : PLACING) {
      if (!placed.has(field) && spec.placing(field).has(field)) {
        placed = placed.with(field, spec.placing(field).value().get(field));
      }
    }
    return placed;
  }
}
