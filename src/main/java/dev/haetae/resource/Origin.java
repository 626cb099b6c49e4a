package dev.haetae.resource;

/**
 * The place at which an object was read.
 *
 * @param file as the user named it; {@code -} for standard input, empty for a webhook's object
 * @param document 0-based number of the document in the file
 */
public record Origin(String file, int document) {
  /** Of objects that came over the wire. */
  public static final Origin NONE = new Origin("", 0);
}
