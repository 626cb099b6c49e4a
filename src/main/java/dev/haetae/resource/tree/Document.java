package dev.haetae.resource.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** How a key came to stand in one object more than once. */
  public enum Clash {
    /** It is written twice. */
    WRITTEN_TWICE,
    /**
     * A merge ({@code <<}) brings it too, and nothing of what its author wrote is lost: YAML's
     * idiom. Only the API server's own strict reader of YAML refuses it, and kubectl sends JSON.
     */
    MERGED,
    /** A merge that is written later brings another value, which wins. */
    LOST_TO_MERGE
  }

  /**
   * A key that was written again.
   *
   * @param path the key
   * @param position where it stands the second time; null when not recorded
   * @param first where it stood before; null when not recorded
   * @param clash how it came to that
   */
  public record DuplicateKey(
      Path path, @Nullable Position position, @Nullable Position first, Clash clash) {
    /** A key that is written twice. */
    public DuplicateKey(Path path, @Nullable Position position, @Nullable Position first) {
      this(path, position, first, Clash.WRITTEN_TWICE);
    }

    /** Those below a prefix, by their paths from there. */
    public static List<DuplicateKey> below(List<DuplicateKey> duplicates, Path prefix) {
      if (prefix.parent() == null || duplicates.isEmpty()) {
        return duplicates;
      }
      List<DuplicateKey> below = new ArrayList<>(duplicates.size());
      for (DuplicateKey duplicate : duplicates) {
        Path path = duplicate.path().below(prefix);
        if (path != null) {
          below.add(
              new DuplicateKey(path, duplicate.position(), duplicate.first(), duplicate.clash()));
        }
      }
      return below;
    }

    /** Those below a list, by its elements: told apart once, since both may be very many. */
    public static Map<Integer, List<DuplicateKey>> byElement(
        List<DuplicateKey> duplicates, Path list) {
      Map<Integer, List<DuplicateKey>> byElement = new HashMap<>();
      for (DuplicateKey duplicate : duplicates) {
        Path below = duplicate.path().below(list);
        Path first = below == null ? null : below.first();
        if (first != null && first.index() >= 0) {
          byElement.computeIfAbsent(first.index(), _ -> new ArrayList<>()).add(duplicate);
        }
      }
      return byElement;
    }
  }
}
