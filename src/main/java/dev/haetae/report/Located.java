package dev.haetae.report;

import dev.haetae.engine.Finding;
import dev.haetae.resource.Origin.Place;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.util.Comparator;

/**
 * A finding and where it stands in its file.
 *
 * @param finding what was found
 * @param file as the user named it
 * @param document 0-based number of the document in the file
 * @param line 1-based; 0 when the place is not known
 * @param column 1-based; 0 when the place is not known
 */
public record Located(Finding finding, String file, int document, int line, int column) {
  /** By file, line, column, rule; what is equal in all keeps the order of reporting. */
  public static final Comparator<Located> ORDER = Located::compare;

  /**
   * Places a finding.
   *
   * @param written the object as it was read, whose tree knows the places
   */
  public static Located of(Finding finding, Resource written) {
    Place place = written.place(finding.path());
    if (place.line() == 0) {
      place = written.place(firstKey(written.tree()));
    }
    return new Located(finding, place.file(), place.document(), place.line(), place.column());
  }

  /** The file in which the findings of an object stand whose fields it has not. */
  static String fileOf(Resource written) {
    return written.place(firstKey(written.tree())).file();
  }

  private static Path firstKey(ObjectValue tree) {
    return tree.size() == 0 ? Path.ROOT : Path.of(tree.key(0));
  }

  private static int compare(Located one, Located other) {
    int order = compare(one.file, one.line, one.column, other.file, other.line, other.column);
    return order == 0 ? one.finding.rule().compareTo(other.finding.rule()) : order;
  }

  // Comparator's own functions, put together, would take a twentieth of the check of one file.
  static int compare(
      String file, int line, int column, String otherFile, int otherLine, int otherColumn) {
    int order = file.compareTo(otherFile);
    if (order == 0) {
      order = Integer.compare(line, otherLine);
    }
    return order == 0 ? Integer.compare(column, otherColumn) : order;
  }

  /** The same place of the finding in other words. */
  Located with(Finding changed) {
    return new Located(changed, file, document, line, column);
  }
}
