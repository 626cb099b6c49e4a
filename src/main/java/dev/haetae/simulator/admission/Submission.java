package dev.haetae.simulator.admission;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import org.jspecify.annotations.Nullable;

/**
 * An object that is submitted to the API server.
 *
 * @param object as it was written, for an update as it was merged
 * @param namespace of an object that names none; empty for cluster-scoped kinds
 * @param existing the object whose place it takes; null when it is new
 */
public record Submission(ObjectValue object, String namespace, @Nullable ObjectValue existing) {
  /** A new object. */
  public static Submission create(Resource resource) {
    return new Submission(resource.tree(), resource.namespace(), null);
  }

  /** An object that takes the place of another one. */
  public static Submission update(Resource resource, ObjectValue existing) {
    return new Submission(resource.tree(), resource.namespace(), existing);
  }

  /** The kind of the object. */
  GroupKind kind() {
    return GroupKind.of(object.text("apiVersion"), object.text("kind"));
  }

  /** Where the object is to live; empty for cluster-scoped kinds. */
  String place() {
    String written = Trees.object(object, "metadata").text("namespace");
    if (kind().isClusterScoped()) {
      return "";
    }
    return written.isEmpty() ? namespace : written;
  }
}
