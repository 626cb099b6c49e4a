package dev.haetae.cel.value;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of views of a collection: each is made when an expression comes to it, so that of
 * thousands only those are made before the one that decides.
 *
 * @param <T> the type of the collection's elements
 */
@SuppressWarnings("Immutable") // What a world holds does not change while it is looked at.
public final class ViewList<T> extends CelValue implements List<Object> {
  private static final CelType TYPE = ListType.create(SimpleType.DYN);

  private final Collection<T> elements;
  private final Function<T, Object> view;
  private @Nullable List<Object> indexed;

  /**
   * A list of views.
   *
   * @param view makes one; gives a value of CEL
   */
  public ViewList(Collection<T> elements, Function<T, Object> view) {
    this.elements = elements;
    this.view = view;
  }

  // For what needs an index or the end of the list; made once.
  private List<Object> all() {
    List<Object> known = indexed;
    if (known == null) {
      known = new ArrayList<>();
      for (T element : elements) {
        known.add(view.apply(element));
      }
      indexed = known;
    }
    return known;
  }

  @Override
  public Iterator<Object> iterator() {
    Iterator<T> each = elements.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public Object next() {
        return view.apply(each.next());
      }
    };
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public boolean isEmpty() {
    return elements.isEmpty();
  }

  @Override
  public boolean isZeroValue() {
    return isEmpty();
  }

  @Override
  public Object get(int index) {
    return all().get(index);
  }

  @Override
  public ViewList<T> value() {
    return this;
  }

  @Override
  public CelType celType() {
    return TYPE;
  }

  @Override
  public boolean contains(Object value) {
    return all().contains(value);
  }

  @Override
  public boolean containsAll(Collection<?> values) {
    return all().containsAll(values);
  }

  @Override
  public int indexOf(Object value) {
    return all().indexOf(value);
  }

  @Override
  public int lastIndexOf(Object value) {
    return all().lastIndexOf(value);
  }

  @Override
  public Object[] toArray() {
    return all().toArray();
  }

  @Override
  public <E> E[] toArray(E[] array) {
    return all().toArray(array);
  }

  @Override
  public ListIterator<Object> listIterator() {
    return fixed().listIterator();
  }

  @Override
  public ListIterator<Object> listIterator(int index) {
    return fixed().listIterator(index);
  }

  @Override
  public List<Object> subList(int from, int to) {
    return fixed().subList(from, to);
  }

  private List<Object> fixed() {
    List<Object> all = all();
    return new AbstractList<>() {
      @Override
      public Object get(int index) {
        return all.get(index);
      }

      @Override
      public int size() {
        return all.size();
      }
    };
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
    return this == other || (other instanceof List<?> list && all().equals(list));
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  /** What it is; a world may hold thousands. */
  @Override
  public String toString() {
    return "list";
  }
}
