package dev.haetae.cel.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of views of a collection: each is made when an expression comes to it, so that of
 * thousands only those are made before the one that decides.
 *
 * @param <T> the type of the collection's elements
 */
@SuppressWarnings("Immutable") // What a world holds does not change while it is looked at.
public final class ViewList<T> extends ListView {
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
  public Object get(int index) {
    return all().get(index);
  }

  /** What it is; a world may hold thousands. */
  @Override
  public String toString() {
    return "list";
  }
}
