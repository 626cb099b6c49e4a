package dev.haetae.report;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;

/**
 * The place of an object among all that were read: what is said of the same one belongs together.
 *
 * @param file the file that it stands in, or that it was rendered by
 * @param document 0-based number of the document in the file
 * @param object where it stands in its document: the root, or an element of a List
 */
public record WrittenObject(String file, int document, Path object) {
  /** The place of an object, also of one that was repaired since it was read. */
  public static WrittenObject of(Resource object) {
    return new WrittenObject(object.origin().file(), object.document(), object.prefix());
  }
}
