package dev.haetae.simulator.prediction;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.defaults.Trees;
import java.util.List;

/**
 * The manifest that was applied before an object became what it is, where nobody says which it was:
 * what it had and a new version leaves out goes from the object.
 */
final class PreviousManifest {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  // What hardly anybody but the author of a manifest writes, and nobody else adds to.
  private static final List<List<String>> OWN =
      List.of(
          List.of("data"),
          List.of("binaryData"),
          List.of("spec", "ports"),
          List.of("spec", "hard"),
          List.of("spec", "limits"),
          List.of("spec", "template", "spec"),
          List.of("spec", "jobTemplate", "spec", "template", "spec"));

  private PreviousManifest() {}

  /** What was applied: as kubectl noted it, else what a manifest is likely to have said. */
  static ObjectValue of(Resource there) {
    String noted = there.annotations().getOrDefault(LAST_APPLIED, "");
    if (!noted.isEmpty()) {
      try {
        if (JsonReader.documents(noted, Limits.FILES).getFirst().root()
            instanceof ObjectValue manifest) {
          return manifest;
        }
      } catch (UnreadableException _) {
        return likely(there);
      }
    }
    // What was never in a cluster is a manifest itself.
    boolean isLive = there.view().has("status") || there.metadata().has("uid");
    return isLive || there.groupKind().equals(GroupKind.POD) ? likely(there) : there.tree();
  }

  private static ObjectValue likely(Resource there) {
    ObjectValue known = ObjectValue.EMPTY;
    if (there.groupKind().equals(GroupKind.POD)) {
      return known;
    }
    for (List<String> path : OWN) {
      Value value = Path.of(path.toArray(String[]::new)).in(there.tree());
      if (!value.isNull()) {
        known = with(known, path, value);
      }
    }
    return known;
  }

  private static ObjectValue with(ObjectValue object, List<String> path, Value value) {
    String first = path.getFirst();
    if (path.size() == 1) {
      return object.with(first, value);
    }
    ObjectValue inner = Trees.object(object, first);
    return object.with(first, with(inner, path.subList(1, path.size()), value));
  }
}
