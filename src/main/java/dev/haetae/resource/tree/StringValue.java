package dev.haetae.resource.tree;

import org.jspecify.annotations.Nullable;

/**
 * A string.
 *
 * @param text the characters, unescaped
 */
public record StringValue(String text) implements Value {
  @Override
  public String describe() {
    return "a string";
  }

  // By hand, as in GroupKind.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StringValue that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
