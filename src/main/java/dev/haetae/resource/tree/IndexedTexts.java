package dev.haetae.resource.tree;

import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of strings that says at once whether it holds one: whoever writes a selector
 * chooses how many values it has, and every node or pod is asked for.
 */
public final class IndexedTexts extends AbstractList<String> implements RandomAccess {
  // Up to so many are looked through as fast.
  private static final int FEW = 8;

  private final List<String> texts;
  private final Set<String> index;

  private IndexedTexts(List<String> texts) {
    this.texts = texts;
    this.index = new HashSet<>(texts);
  }

  /** A copy of a list, with an index where one pays. */
  public static List<String> copyOf(List<String> texts) {
    if (texts instanceof IndexedTexts) {
      return texts;
    }
    List<String> copy = List.copyOf(texts);
    return copy.size() <= FEW ? copy : new IndexedTexts(copy);
  }

  @Override
  public String get(int at) {
    return texts.get(at);
  }

  @Override
  public int size() {
    return texts.size();
  }

  @Override
  public boolean contains(@Nullable Object text) {
    return text instanceof String && index.contains(text);
  }
}
