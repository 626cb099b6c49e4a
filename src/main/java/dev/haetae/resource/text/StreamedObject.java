package dev.haetae.resource.text;

import dev.haetae.resource.tree.ObjectValue;

/**
 * An object as it came from an {@link ObjectStream}: what was kept of it, or why it cannot be read.
 *
 * @param tree what was kept; empty when it cannot be read
 * @param problem a sentence for users that says why it cannot be read; empty when it can
 * @param type of an event of a watch, such as {@code ADDED}; else empty
 * @param namespace also of an object that cannot be read; empty when it has none or it is not known
 * @param name also of an object that cannot be read; empty when it is not known
 * @param version the resourceVersion of an event's object; else empty
 * @param bytes how many bytes of JSON were kept
 * @param isCut whether a field was left out since it is too long
 */
public record StreamedObject(
    ObjectValue tree,
    String problem,
    String type,
    String namespace,
    String name,
    String version,
    int bytes,
    boolean isCut) {
  /** Returns whether it could be read. */
  public boolean isReadable() {
    return problem.isEmpty();
  }
}
