package dev.haetae.cel.value;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A view of an object of which only some fields are known: to ask for another one, or for how many
 * there are, throws what is made of its name. Used by one thread.
 */
@SuppressWarnings("Immutable") // What is known is, and what is thrown is made anew.
final class PartialObject extends TreeObject {
  private final int levels;
  private final Function<String, RuntimeException> unknown;

  /**
   * A view of what is known.
   *
   * @param levels how far down fields may be missing: 1 for those of the object itself
   * @param unknown makes what is thrown of the name of a field, {@code namespaceObject.spec}
   */
  PartialObject(
      ObjectValue known,
      @Nullable Place parent,
      String key,
      int levels,
      Function<String, RuntimeException> unknown) {
    super(known, parent, key, KEY);
    this.levels = levels;
    this.unknown = unknown;
  }

  private RuntimeException unknown(Path path) {
    String below = path.toString();
    return unknown.apply(below.isEmpty() ? variable() : variable() + '.' + below);
  }

  private RuntimeException unknown(Object field) {
    return unknown(path().child(String.valueOf(field)));
  }

  private RuntimeException unknownWhole() {
    return unknown(path());
  }

  @Override
  public boolean isWhole() {
    return false;
  }

  @Override
  Object child(int index) {
    return levels > 1 && tree().value(index) instanceof ObjectValue below
        ? new PartialObject(below, this, tree().key(index), levels - 1, unknown)
        : super.child(index);
  }

  @Override
  public Object select(String field) {
    return find(field).orElseThrow();
  }

  @Override
  public Optional<Object> find(String field) {
    Optional<Object> found = super.find(field);
    if (found.isEmpty()) {
      throw unknown(field);
    }
    return found;
  }

  @Override
  public boolean containsKey(Object key) {
    if (!super.containsKey(key)) {
      throw unknown(key);
    }
    return true;
  }

  @Override
  public Object get(Object key) {
    Object found = super.get(key);
    if (found == null) {
      throw unknown(key);
    }
    return found;
  }

  @Override
  public boolean isZeroValue() {
    return false;
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public int size() {
    throw unknownWhole();
  }

  @Override
  public Set<String> keySet() {
    throw unknownWhole();
  }

  @Override
  public Collection<Object> values() {
    throw unknownWhole();
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    throw unknownWhole();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this != other && other instanceof Map) {
      throw unknownWhole();
    }
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
