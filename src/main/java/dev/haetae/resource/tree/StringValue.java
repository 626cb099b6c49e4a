package dev.haetae.resource.tree;

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

  @Override
  public String toString() {
    return text;
  }
}
