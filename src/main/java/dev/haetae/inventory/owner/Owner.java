package dev.haetae.inventory.owner;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The controller of an object, in the object's namespace.
 *
 * <p>A ReplicaSet changes its name with the template: the pods of one that a Deployment (or a
 * Rollout) made are that Deployment's. The name tells it, since such a ReplicaSet ends in the hash
 * that its pods have as a label.
 *
 * @param kind such as {@code Deployment.apps}
 * @param name the controller's name
 */
public record Owner(GroupKind kind, String name) {
  private static final Map<String, GroupKind> BY_HASH =
      Map.of(
          "pod-template-hash", GroupKind.DEPLOYMENT,
          "rollouts-pod-template-hash", GroupKind.ROLLOUT);

  // Of an object that everything is made of there is one.
  private static final List<GroupKind> USUAL =
      List.of(
          GroupKind.REPLICA_SET,
          GroupKind.STATEFUL_SET,
          GroupKind.DAEMON_SET,
          GroupKind.JOB,
          GroupKind.CRON_JOB,
          GroupKind.NODE,
          GroupKind.REPLICATION_CONTROLLER);

  /**
   * The controller that an object refers to; null when it has none.
   *
   * @throws MalformedResourceException when the references have the wrong type
   */
  public static @Nullable Owner of(Resource object) {
    if (!object.metadata().has("ownerReferences")) {
      return null;
    }
    for (ObjectView reference : object.metadata().objects("ownerReferences")) {
      if (reference.flag("controller", false)) {
        GroupKind kind = GroupKind.of(reference.text("apiVersion"), reference.text("kind"));
        return rolledUp(kind, reference.text("name"), object.labels());
      }
    }
    return null;
  }

  /** The same; null too when that cannot be read, which is no reason to miss the object. */
  public static @Nullable Owner ofIfReadable(Resource object) {
    try {
      return of(object);
    } catch (MalformedResourceException e) {
      return null;
    }
  }

  private static Owner rolledUp(GroupKind kind, String name, Map<String, String> labels) {
    if (kind.equals(GroupKind.REPLICA_SET)) {
      for (Map.Entry<String, GroupKind> label : BY_HASH.entrySet()) {
        String hash = labels.getOrDefault(label.getKey(), "");
        int length = name.length() - hash.length() - 1;
        if (!hash.isEmpty() && length > 0 && name.endsWith('-' + hash)) {
          return new Owner(label.getValue(), name.substring(0, length));
        }
      }
    }
    int usual = USUAL.indexOf(kind);
    return new Owner(usual < 0 ? kind : USUAL.get(usual), name);
  }

  /** {@code Deployment web}. */
  @Override
  public String toString() {
    return kind.kind() + ' ' + name;
  }
}
