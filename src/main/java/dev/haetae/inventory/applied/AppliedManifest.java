package dev.haetae.inventory.applied;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import java.util.List;

/**
 * The manifest of a volume, claim or Service as the cluster holds it after {@code kubectl apply}:
 * what is written, and what the cluster itself has written before. Without the latter a claim that
 * is bound would look like a new one, whose volume belongs to an earlier claim of its name, and the
 * node port of a Service like a free one.
 */
public final class AppliedManifest {
  // What the API server and the persistent volume controller write and a manifest leaves out.
  private static final List<Path> KEPT =
      List.of(
          Path.of("metadata", "uid"),
          Path.of("metadata", "deletionTimestamp"),
          Path.of("metadata", "annotations", "pv.kubernetes.io/bind-completed"),
          Path.of("metadata", "annotations", "volume.kubernetes.io/selected-node"),
          Path.of("spec", "volumeName"),
          Path.of("spec", "storageClassName"),
          Path.of("spec", "claimRef"),
          Path.of("status"));
  private static final List<Path> KEPT_BY_SERVICES =
      List.of(
          Path.of("metadata", "uid"),
          Path.of("metadata", "deletionTimestamp"),
          Path.of("spec", "clusterIP"),
          Path.of("status"));

  private AppliedManifest() {}

  /** The object that is there once {@code written} is applied over {@code there}. */
  public static Resource over(Resource there, Resource written) {
    GroupKind kind = written.groupKind();
    boolean serves = kind.equals(GroupKind.SERVICE);
    boolean binds =
        kind.equals(GroupKind.PERSISTENT_VOLUME_CLAIM) || kind.equals(GroupKind.PERSISTENT_VOLUME);
    if (!(serves || binds) || !isLive(there) || isLive(written)) {
      return written;
    }
    ObjectValue tree = serves ? AppliedService.over(there, written) : written.tree();
    for (Path path : serves ? KEPT_BY_SERVICES : KEPT) {
      Value kept = path.in(there.tree());
      if (!kept.isNull() && path.in(tree).isNull()) {
        tree = JsonPatch.apply(tree, List.of(PatchOperation.addDeep(tree, path, kept)));
      }
    }
    return written.withTree(tree);
  }

  // Read from a cluster, not from a manifest; tools that tidy the output drop one or the other.
  private static boolean isLive(Resource object) {
    return object.view().has("status") || object.metadata().has("uid");
  }
}
