package dev.haetae.resource;

import dev.haetae.resource.tree.Path;

/**
 * A problem with something that was read: it cannot be read, or not be used.
 *
 * @param file as the user named it
 * @param line 1-based; 0 when the place is not known
 * @param column 1-based; 0 when the place is not known
 * @param message a sentence
 */
public record Problem(String file, int line, int column, String message) {
  /** A problem with a file as a whole. */
  public static Problem of(String file, String message) {
    return new Problem(file, 0, 0, message);
  }

  /** A problem with an object, at the field or at its nearest parent that is written. */
  public static Problem at(Resource resource, Path path, String message) {
    Origin.Place place = resource.place(path);
    return new Problem(place.file(), place.line(), place.column(), message);
  }

  /**
   * The message on one line: without the excerpts of expressions that the API server puts below
   * each fault, since whoever shows it shows the place.
   */
  public String sentence() {
    if (message.indexOf('\n') < 0) {
      return message;
    }
    StringBuilder out = new StringBuilder(message.length());
    for (String line : message.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith(" | ")) {
        out.append(out.isEmpty() ? "" : "; ").append(line);
      }
    }
    return out.toString();
  }
}
