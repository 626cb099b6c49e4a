package dev.haetae.rule.namespace;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.RuleContext;
import dev.haetae.simulator.admission.ApiServer;
import dev.haetae.simulator.admission.Submission;
import dev.haetae.simulator.admission.podsecurity.Breaches;
import dev.haetae.simulator.admission.podsecurity.PodSecurity;
import dev.haetae.simulator.admission.request.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod that a controller will ask the API server for.
 *
 * @param view where it is written
 * @param tree the Pod as the controller sends it
 */
record FuturePod(PodView view, ObjectValue tree) {
  /**
   * The pod of a spec; null for one that is there already or that the API server answers for
   * itself, and for a spec that is not whole.
   */
  static @Nullable FuturePod of(PodView view, RuleContext context) {
    ObjectValue spec = view.spec().value();
    if (view.isPart() || !(spec.get("containers") instanceof ArrayValue)) {
      return null;
    }
    if (view.isPod()) {
      boolean isNew =
          !context.point().isWebhook()
              && !view.isMirror()
              && view.nodeName().isEmpty()
              && !view.metadata().has("uid");
      return isNew ? new FuturePod(view, view.carrier().tree()) : null;
    }
    ObjectValue written = view.metadata().value();
    ObjectValue.Builder metadata = new ObjectValue.Builder(4);
    metadata.put("generateName", view.carrier().name() + '-');
    metadata.put("namespace", view.carrier().namespace());
    for (String field : List.of("labels", "annotations")) {
      if (written.has(field)) {
        metadata.put(field, written.get(field));
      }
    }
    ObjectValue tree =
        new ObjectValue.Builder(4)
            .put("apiVersion", "v1")
            .put("kind", "Pod")
            .put("metadata", metadata.build())
            .put("spec", spec)
            .build();
    return new FuturePod(view, tree);
  }

  String namespace() {
    return view.carrier().namespace();
  }

  /** The request as the mutating plugins leave it. */
  Attributes admitted(Inventory world) {
    return ApiServer.mutated(submission(), world);
  }

  private Submission submission() {
    return new Submission(tree, namespace(), null);
  }

  /** What the namespace's level forbids of it. */
  Breaches breaches(Map<String, String> namespaceLabels) {
    ObjectValue.Builder labels = new ObjectValue.Builder(namespaceLabels.size());
    namespaceLabels.forEach(labels::put);
    return PodSecurity.breaches(labels.build(), tree);
  }

  /** Its containers as the API server lists them: those of init first, then the others. */
  List<ContainerView> containers() {
    List<ContainerView> containers = new ArrayList<>();
    for (ContainerView.Role role : ContainerView.Role.values()) {
      for (ContainerView container : view.containers()) {
        if (container.role() == role) {
          containers.add(container);
        }
      }
    }
    return containers;
  }

  /** The place of a field of its security context, or of a container's. */
  Path securityContext(int container) {
    return container < 0
        ? view.spec().path("securityContext")
        : containers().get(container).view().path("securityContext");
  }
}
