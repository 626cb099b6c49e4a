package dev.haetae.inventory.alike;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list that knows which of its elements are alike. A cluster has thousands of nodes of a few
 * dozen kinds: what is asked of a node, and not of its pods, needs to be asked once a kind.
 *
 * <p>Elements of a kind are alike in all that the maker of the list compares, and in every label
 * but those that hardly two elements have in common ({@link #areAlikeIn}). It never changes.
 *
 * @param <E> what is in the list
 */
public final class AlikeElements<E> extends AbstractList<E> implements RandomAccess {
  private final Object[] elements;
  private final int[] kinds;
  private final int[] firsts;
  private final Set<String> ownLabels;
  private final @Nullable Runnable look;

  private AlikeElements(
      Object[] elements,
      int[] kinds,
      int[] firsts,
      Set<String> ownLabels,
      @Nullable Runnable look) {
    this.elements = elements;
    this.kinds = kinds;
    this.firsts = firsts;
    this.ownLabels = ownLabels;
    this.look = look;
  }

  /**
   * The list of these elements.
   *
   * @param kinds the kind of each, numbered from 0 in the order in which they first come
   * @param ownLabels the labels in which elements of a kind may differ
   */
  public static <E> AlikeElements<E> of(List<E> elements, int[] kinds, Set<String> ownLabels) {
    int[] firsts = new int[kinds.length];
    int count = 0;
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == count) {
        firsts[count++] = i;
      }
    }
    return new AlikeElements<>(
        elements.toArray(),
        kinds.clone(),
        Arrays.copyOf(firsts, count),
        Set.copyOf(ownLabels),
        null);
  }

  /**
   * The same list with others in some places, which are of the same kind as those before.
   *
   * @param now for each place one, and maybe more that do not count
   */
  public AlikeElements<E> with(int[] places, List<E> now) {
    Object[] copy = elements.clone();
    for (int i = 0; i < places.length; i++) {
      copy[places[i]] = now.get(i);
    }
    return new AlikeElements<>(copy, kinds, firsts, ownLabels, look);
  }

  /** The same list, which has {@code look} run before every look at an element. */
  public AlikeElements<E> watched(Runnable look) {
    return new AlikeElements<>(elements, kinds, firsts, ownLabels, look);
  }

  @Override
  @SuppressWarnings("unchecked") // as of and with have taken them
  public E get(int index) {
    if (look != null) {
      look.run();
    }
    return (E) elements[index];
  }

  @Override
  public int size() {
    return elements.length;
  }

  /** Returns how many kinds there are; each has an element. */
  public int kinds() {
    return firsts.length;
  }

  /** The kind of the {@code index}-th element, less than {@link #kinds}. */
  public int kind(int index) {
    return kinds[index];
  }

  /** The first element of a kind. */
  public E ofKind(int kind) {
    return get(firsts[kind]);
  }

  /** Returns whether elements of one kind have the same value of a label, or all of them none. */
  public boolean areAlikeIn(String label) {
    return !ownLabels.contains(label);
  }
}
