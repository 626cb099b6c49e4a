package dev.haetae.cel.value;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A view of an object of the resource tree as a map of CEL. The runtime takes it as it is, where it
 * would walk through any other map at each access.
 */
@SuppressWarnings("Immutable") // The tree is.
public sealed class TreeObject extends StructValue<String, TreeObject>
    implements Map<String, Object>, Place permits PartialObject {
  private static final CelType TYPE = MapType.create(SimpleType.DYN, SimpleType.DYN);

  private final ObjectValue tree;
  private final @Nullable Place parent;
  private final String key;
  private final int index;

  TreeObject(ObjectValue tree, @Nullable Place parent, String key, int index) {
    this.tree = tree;
    this.parent = parent;
    this.key = key;
    this.index = index;
  }

  /** The object itself. */
  public ObjectValue tree() {
    return tree;
  }

  /** Returns whether all its fields are known; to go through those of another one throws. */
  public boolean isWhole() {
    return true;
  }

  /** How many of its fields are known. */
  public int known() {
    return tree.size();
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

  Object child(int index) {
    return TreeValues.of(tree.value(index), this, tree.key(index), KEY);
  }

  @Override
  public Object select(String field) {
    int index = tree.indexOf(field);
    if (index < 0) {
      throw new CelFailure("no such key: " + field);
    }
    return child(index);
  }

  @Override
  public Optional<Object> find(String field) {
    int index = tree.indexOf(field);
    return index < 0 ? Optional.empty() : Optional.of(child(index));
  }

  @Override
  public TreeObject value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return tree.size() == 0;
  }

  @Override
  public CelType celType() {
    return TYPE;
  }

  @Override
  public int size() {
    return tree.size();
  }

  @Override
  public boolean isEmpty() {
    return tree.size() == 0;
  }

  @Override
  public boolean containsKey(Object key) {
    return key instanceof String text && tree.indexOf(text) >= 0;
  }

  @Override
  public boolean containsValue(Object value) {
    return values().contains(value);
  }

  @Override
  public @Nullable Object get(Object key) {
    if (!(key instanceof String text)) {
      return null;
    }
    int index = tree.indexOf(text);
    return index < 0 ? null : child(index);
  }

  @Override
  public Set<String> keySet() {
    return asMap().keySet();
  }

  @Override
  public Collection<Object> values() {
    return asMap().values();
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return new Entries();
  }

  private Map<String, Object> asMap() {
    return new AbstractMap<>() {
      @Override
      public Set<Entry<String, Object>> entrySet() {
        return new Entries();
      }
    };
  }

  private final class Entries extends AbstractSet<Entry<String, Object>> {
    @Override
    public Iterator<Entry<String, Object>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < tree.size();
        }

        @Override
        public Entry<String, Object> next() {
          int index = next++;
          return new AbstractMap.SimpleImmutableEntry<>(tree.key(index), child(index));
        }
      };
    }

    @Override
    public int size() {
      return tree.size();
    }
  }

  @Override
  public @Nullable Object put(String key, Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable Object remove(Object key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putAll(Map<? extends String, ?> map) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof TreeObject that && tree.equals(that.tree))
        || (other instanceof Map<?, ?> map && asMap().equals(map));
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    return tree.toString();
  }
}
