package dev.haetae.resource.edit;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of one object of a file.
 *
 * @param document 0-based number of the object's document in its file
 * @param prefix where the object stands in its document: the root, or an element of a List
 * @param operations what is done to the object as it is written, one after the other
 */
public record Change(int document, Path prefix, List<PatchOperation> operations) {
  /** A change that keeps its own copy of the operations. */
  public Change {
    operations = List.copyOf(operations);
  }

  /** A change of an object that was read from a file. */
  public static Change of(Resource object, List<PatchOperation> operations) {
    return new Change(object.document(), object.prefix(), operations);
  }

  /** The operations on the whole document. */
  List<PatchOperation> onDocument() {
    List<PatchOperation> whole = new ArrayList<>(operations.size());
    for (PatchOperation operation : operations) {
      whole.add(
          new PatchOperation(operation.kind(), prefix.append(operation.path()), operation.value()));
    }
    return whole;
  }
}
