package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the two fields for a claim's source of data equal, and drops a source of an unknown kind
 * from the older one.
 *
 * <p>Mirrors {@code NormalizeDataSources} and {@code EnforceDataSourceBackwardsCompatibility} of
 * {@code pkg/api/persistentvolumeclaim/util.go}.
 */
final class ClaimStrategy {
  private ClaimStrategy() {}

  /**
   * The spec as it is validated.
   *
   * @param existing the claim whose place it takes; null when it is new
   */
  static ObjectValue prepared(ObjectValue spec, @Nullable ObjectValue existing) {
    ObjectValue asked = sourceElsewhere(spec, existing) ? spec.without("dataSourceRef") : spec;
    ObjectValue source = Trees.object(asked, "dataSource");
    boolean inUse = existing != null && Trees.object(existing, "spec").has("dataSource");
    boolean dropped =
        asked.has("dataSource") && !asked.has("dataSourceRef") && !inUse && !isKnown(source);
    return normalized(dropped ? asked.without("dataSource") : asked);
  }

  // A source in another namespace is dropped whole: CrossNamespaceVolumeDataSource is off.
  private static boolean sourceElsewhere(ObjectValue spec, @Nullable ObjectValue existing) {
    return !namespace(spec).isEmpty()
        && (existing == null || namespace(Trees.object(existing, "spec")).isEmpty());
  }

  private static String namespace(ObjectValue spec) {
    return Trees.object(spec, "dataSourceRef").text("namespace");
  }

  private static boolean isKnown(ObjectValue source) {
    return switch (source.text("apiGroup")) {
      case "" -> source.text("kind").equals("PersistentVolumeClaim");
      case "snapshot.storage.k8s.io" -> source.text("kind").equals("VolumeSnapshot");
      default -> false;
    };
  }

  private static ObjectValue normalized(ObjectValue spec) {
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
