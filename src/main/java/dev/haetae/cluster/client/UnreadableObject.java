package dev.haetae.cluster.client;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Text;

/**
 * An object of the cluster that is there and cannot be read.
 *
 * @param kind group and kind
 * @param apiVersion such as {@code apps/v1}
 * @param namespace empty when it has none, or it is not known
 * @param name empty when it is not known
 * @param problem a sentence that says why
 */
public record UnreadableObject(
    GroupKind kind, String apiVersion, String namespace, String name, String problem) {
  /** The problem that an object cannot be read, where the cluster is the file. */
  public Problem asProblem() {
    String place = namespace.isEmpty() ? name : namespace + '/' + name;
    return Problem.of(
        "cluster", kind.kind() + ' ' + Text.shorten(place) + " cannot be read: " + problem);
  }
}
