package dev.haetae.resource;

import dev.haetae.resource.tree.Path;
import org.jspecify.annotations.Nullable;

/**
 * The place at which an object was read.
 *
 * @param file as the user named it; {@code -} for standard input, empty for a webhook's object; of
 *     a rendered object the {@code Chart.yaml} or kustomization that makes it
 * @param document 0-based number of the document in the file
 * @param sources where its fields are written; null when that is the file itself
 */
public record Origin(String file, int document, @Nullable Sources sources) {
  /** Of objects that came over the wire. */
  public static final Origin NONE = new Origin("", 0);

  /** The origin of an object that stands in the file as it is. */
  public Origin(String file, int document) {
    this(file, document, null);
  }

  /** Returns whether the object was rendered, so that an edit of its file changes others too. */
  public boolean isRendered() {
    return sources != null;
  }

  /**
   * The files that an object was rendered from: the templates of a chart, or what a kustomization
   * lists.
   */
  @FunctionalInterface
  public interface Sources {
    /**
     * The place at which a field is written, or comes from.
     *
     * @param path from the root of the object's document; the nearest parent that is there counts
     */
    Place place(Path path);
  }

  /**
   * A place in a file.
   *
   * @param document 0-based number of the document in the file
   * @param line 1-based; 0 when it is not known
   * @param column 1-based; 0 when it is not known
   */
  public record Place(String file, int document, int line, int column) {}
}
