package dev.haetae.resource.edit;

import dev.haetae.resource.text.MarkedNode;
import dev.haetae.resource.text.MarkedNode.Entry;
import dev.haetae.resource.text.MarkedNode.Kind;
import dev.haetae.resource.tree.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The place in a document to which a path leads.
 *
 * @param above the node that holds {@code parent}; null where that is the root
 * @param parent the mapping or sequence in which the last step of the path is taken
 * @param step the last step
 * @param index of the entry or element in its parent; the size of the parent where there is none
 */
record Place(@Nullable Place above, MarkedNode parent, Path step, int index) {

  /** The key of an entry with its value; only where there is one, in a mapping. */
  Entry entry() {
    return parent.entries().get(index);
  }

  /** Returns whether there is an entry or element. */
  boolean isThere() {
    return index < parent.size();
  }

  /** The node at the place; only where there is one. */
  MarkedNode value() {
    return isMapping() ? entry().value() : parent.elements().get(index);
  }

  boolean isMapping() {
    return parent.kind() == Kind.MAPPING;
  }

  /** Finds places in one document. */
  static final class Finder {
    private final MarkedNode root;
    private final Set<String> repeated = new HashSet<>();

    Finder(MarkedNode root) {
      this.root = root;
      collect(root);
    }

    private void collect(MarkedNode node) {
      if (node.kind() == Kind.ALIAS) {
        repeated.add(node.anchor());
      }
      for (Entry entry : node.entries()) {
        collect(entry.key());
        collect(entry.value());
      }
      node.elements().forEach(this::collect);
    }

    /** The place of {@code path}. */
    Place find(Path path) throws RefusedEditException {
      MarkedNode at = root;
      Place above = null;
      List<Path> steps = new ArrayList<>(path.steps());
      if (steps.isEmpty()) {
        throw new RefusedEditException("the whole document cannot be edited", root.start());
      }
      for (Path step : steps) {
        requireOwn(at);
        Place here = new Place(above, at, step, index(at, step));
        if (step.equals(steps.getLast())) {
          return here;
        }
        if (!here.isThere()) {
          break;
        }
        above = here;
        at = here.value();
      }
      throw new RefusedEditException(
          "the field to edit is not written where it is read", at.start());
    }

    private static int index(MarkedNode at, Path step) throws RefusedEditException {
      if (step.index() >= 0 && at.kind() == Kind.SEQUENCE && step.index() <= at.size()) {
        return step.index();
      }
      if (step.index() >= 0 || at.kind() != Kind.MAPPING) {
        throw new RefusedEditException(
            "the field to edit is not written where it is read", at.start());
      }
      int found = at.size();
      for (int i = 0; i < at.size(); i++) {
        if (step.key().equals(at.entries().get(i).name())) {
          if (found < at.size()) {
            throw new RefusedEditException(
                "the key is written twice", at.entries().get(i).key().start());
          }
          found = i;
        }
      }
      return found;
    }

    /** Refuses what is written elsewhere too, or of which a tag says what it is. */
    void requireOwn(MarkedNode node) throws RefusedEditException {
      if (node.kind() == Kind.ALIAS) {
        throw new RefusedEditException(
            "an alias stands there, and an edit would change what it repeats", node.start());
      }
      if (!node.anchor().isEmpty() && repeated.contains(node.anchor())) {
        throw new RefusedEditException(
            "an anchor stands there, and an edit would change its aliases too", node.start());
      }
      if (node.tagged()) {
        throw new RefusedEditException("a tag stands there, which is not edited", node.start());
      }
    }

    /** Refuses to replace or take away what others repeat, or what repeats others. */
    void requireReplaceable(MarkedNode node) throws RefusedEditException {
      requireOwn(node);
      if (!node.anchor().isEmpty()) {
        throw new RefusedEditException("an anchor stands there", node.start());
      }
      for (Entry entry : node.entries()) {
        requireReplaceable(entry.value());
      }
      for (MarkedNode element : node.elements()) {
        requireReplaceable(element);
      }
    }
  }
}
