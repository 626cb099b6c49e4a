package dev.haetae.resource.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One document of a text: its tree, and what the tree no longer shows.
 *
 * @param root the tree; the last of repeated keys has won, as in the API server's decoder
 * @param index 0-based number of the document in its text
 * @param start where it begins; null when positions are not recorded
 * @param duplicates keys that were written more than once in one object, in order of writing
 */
public record Document(
    Value root, int index, @Nullable Position start, List<DuplicateKey> duplicates) {
  /** A document that keeps its own copy of the list. */
  public Document {
    duplicates = List.copyOf(duplicates);
  }

  /**
   * A key that was written again.
   *
   * @param path the key
   * @param position where it stands the second time; null when not recorded
   * @param first where it stood before; null when not recorded
   */
  public record DuplicateKey(Path path, @Nullable Position position, @Nullable Position first) {}
}
