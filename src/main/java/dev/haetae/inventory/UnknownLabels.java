package dev.haetae.inventory;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The labels of an object of which none is kept. Every question after one of them is answered by an
 * {@link UnreadableObjectException}: a label that is not known is not absent.
 */
public final class UnknownLabels extends AbstractMap<String, String> {
  private final String sentence;

  /**
   * Labels that are not known.
   *
   * @param sentence whose, and why, such as {@code the labels of Node a are not known: …}
   */
  public UnknownLabels(String sentence) {
    this.sentence = sentence;
  }

  private UnreadableObjectException unknown() {
    return new UnreadableObjectException(sentence);
  }

  @Override
  public @Nullable String get(@Nullable Object key) {
    throw unknown();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    throw unknown();
  }

  /** More than any other map has, so that none is equal to this one. */
  @Override
  public int size() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    throw unknown();
  }

  /** Labels that are not known differ from all others, and are the same again for one object. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UnknownLabels that && that.sentence.equals(sentence);
  }

  @Override
  public int hashCode() {
    return sentence.hashCode();
  }

  @Override
  public String toString() {
    return "{unknown}";
  }
}
