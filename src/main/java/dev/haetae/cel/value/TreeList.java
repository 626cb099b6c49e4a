package dev.haetae.cel.value;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Path;
import org.jspecify.annotations.Nullable;

/** A view of an array of the resource tree as a list of CEL. */
@SuppressWarnings("Immutable") // The tree is.
public final class TreeList extends ListView implements Place {
  private final ArrayValue tree;
  private final @Nullable Place parent;
  private final String key;
  private final int index;

  TreeList(ArrayValue tree, @Nullable Place parent, String key, int index) {
    this.tree = tree;
    this.parent = parent;
    this.key = key;
    this.index = index;
  }

  /** The array itself. */
  public ArrayValue tree() {
    return tree;
  }

  /** The variable from which it was reached; empty when it was made on the way. */
  public String variable() {
    return Place.variable(this);
  }

  /** Its path from that variable. */
  public Path path() {
    return Place.path(this);
  }

  @Override
  public @Nullable Place parent() {
    return parent;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public Object get(int index) {
    return TreeValues.of(tree.get(index), this, "", index);
  }

  @Override
  public int size() {
    return tree.size();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return (other instanceof TreeList that && tree.equals(that.tree)) || super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  public String toString() {
    return tree.toString();
  }
}
