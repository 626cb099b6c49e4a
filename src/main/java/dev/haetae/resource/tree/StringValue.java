package dev.haetae.resource.tree;

import org.jspecify.annotations.Nullable;

/** A string. */
public final class StringValue extends Value {
  private final String text;

  /**
   * A string.
   *
   * @param text the characters, unescaped
   */
  public StringValue(String text) {
    this.text = text;
  }

  /** The characters, unescaped. */
  public String text() {
    return text;
  }

  @Override
  public String describe() {
    return "a string";
  }

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
