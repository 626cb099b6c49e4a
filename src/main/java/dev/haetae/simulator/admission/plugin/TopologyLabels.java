package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Copies the zone and the region of a node to a pod that is created on it.
 *
 * <p>Mirrors {@code plugin/pkg/admission/podtopologylabels/admission.go}.
 */
public final class TopologyLabels {
  private static final String[] COPIED = {
    "topology.kubernetes.io/zone", "topology.kubernetes.io/region"
  };

  private TopologyLabels() {}

  /** Looks at a pod; returns null. */
  public static @Nullable Refusal admit(Attributes request) {
    String name = request.spec().text("nodeName");
    if (!request.isOf(GroupKind.POD) || name.isEmpty() || !request.isCreate()) {
      return null;
    }
    ObjectValue node = request.find(GroupKind.NODE, name);
    if (node == null) {
      return null;
    }
    ObjectValue labels = Trees.object(Trees.object(node, "metadata"), "labels");
    for (String label : COPIED) {
      if (labels.has(label)) {
        request.replace(
            Trees.change(
                request.object(),
                "metadata",
                metadata ->
                    Trees.change(metadata, "labels", own -> own.with(label, labels.get(label)))));
      }
    }
    return null;
  }
}
