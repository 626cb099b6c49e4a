package dev.haetae.cel.value;

import dev.haetae.cel.value.TreeValues.Step;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Path;
import org.jspecify.annotations.Nullable;

/** A view of an array of the resource tree as a list of CEL. */
@SuppressWarnings("Immutable") // The tree is.
public final class TreeList extends ListView {
  private final ArrayValue tree;
  private final @Nullable Step at;

  TreeList(ArrayValue tree, @Nullable Step at) {
    this.tree = tree;
    this.at = at;
  }

  /** The array itself. */
  public ArrayValue tree() {
    return tree;
  }

  /** The variable from which it was reached; empty when it was made on the way. */
  public String variable() {
    return at == null ? "" : at.root();
  }

  /** Its path from that variable. */
  public Path path() {
    return at == null ? Path.ROOT : at.path();
  }

  @Override
  public Object get(int index) {
    return TreeValues.of(tree.get(index), new Step(at, "", index));
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
