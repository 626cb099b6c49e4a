package dev.haetae.schema;

/** The kind of a JSON value, whatever tree it was read into. */
public enum Shape {
  OBJECT("an object"),
  LIST("a list"),
  STRING("a string"),
  NUMBER("a number"),
  BOOLEAN("a boolean"),
  NULL("null");

  private final String words;

  Shape(String words) {
    this.words = words;
  }

  /** Returns the shape with its article, for messages: {@code a string}. */
  public String words() {
    return words;
  }
}
