package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;

/**
 * Keeps the two fields for a claim's source of data equal.
 *
 * <p>Mirrors {@code NormalizeDataSources} of {@code pkg/api/persistentvolumeclaim/util.go}.
 */
final class ClaimStrategy {
  private ClaimStrategy() {}

  static ObjectValue prepared(ObjectValue spec) {
    ObjectValue source = Trees.object(spec, "dataSource");
    ObjectValue reference = Trees.object(spec, "dataSourceRef");
    if (spec.has("dataSource") && !spec.has("dataSourceRef")) {
      return spec.with("dataSourceRef", source);
    } else if (spec.has("dataSourceRef")
        && !spec.has("dataSource")
        && reference.text("namespace").isEmpty()) {
      return spec.with("dataSource", reference.without("namespace"));
    }
    return spec;
  }
}
