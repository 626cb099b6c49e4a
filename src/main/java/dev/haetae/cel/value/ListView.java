package dev.haetae.cel.value;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.SelectableValue;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list of CEL that the runtime takes as it is, where it would walk through any other. */
public abstract class ListView extends CelValue
    implements List<Object>, RandomAccess, SelectableValue<String> {
  private static final CelType TYPE = ListType.create(SimpleType.DYN);

  @Override
  public Object select(String field) {
    throw noFields();
  }

  @Override
  public Optional<Object> find(String field) {
    throw noFields();
  }

  private static CelFailure noFields() {
    return new CelFailure("unsupported index type 'string' in list");
  }

  @Override
  public ListView value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return isEmpty();
  }

  @Override
  public CelType celType() {
    return TYPE;
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  private List<Object> asList() {
    return new AbstractList<>() {
      @Override
      public Object get(int index) {
        return ListView.this.get(index);
      }

      @Override
      public int size() {
        return ListView.this.size();
      }
    };
  }

  @Override
  public Iterator<Object> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size();
      }

      @Override
      public Object next() {
        return get(next++);
      }
    };
  }

  @Override
  public boolean contains(Object value) {
    return asList().contains(value);
  }

  @Override
  public boolean containsAll(Collection<?> values) {
    return asList().containsAll(values);
  }

  @Override
  public int indexOf(Object value) {
    return asList().indexOf(value);
  }

  @Override
  public int lastIndexOf(Object value) {
    return asList().lastIndexOf(value);
  }

  @Override
  public Object[] toArray() {
    return asList().toArray();
  }

  @Override
  public <T> T[] toArray(T[] array) {
    return asList().toArray(array);
  }

  @Override
  public ListIterator<Object> listIterator() {
    return asList().listIterator();
  }

  @Override
  public ListIterator<Object> listIterator(int index) {
    return asList().listIterator(index);
  }

  @Override
  public List<Object> subList(int from, int to) {
    return asList().subList(from, to);
  }

  @Override
  public boolean add(Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void add(int index, Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean addAll(Collection<?> values) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean addAll(int index, Collection<?> values) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object set(int index, Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object remove(int index) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean remove(Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean removeAll(Collection<?> values) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean retainAll(Collection<?> values) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof List<?> list && asList().equals(list));
  }

  @Override
  public int hashCode() {
    return asList().hashCode();
  }

  @Override
  public String toString() {
    return asList().toString();
  }
}
