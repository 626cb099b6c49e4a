package dev.haetae.policy.admission;

import dev.haetae.cel.policy.Fault;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.edit.ManifestText;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.MarkedNode;
import dev.haetae.resource.text.MarkedYaml;
import dev.haetae.resource.tree.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places of faults in files, down to the character of an expression. A file's text is asked for
 * when there is a fault in one of its expressions, and read once. Used by one thread.
 */
public final class ExpressionPlaces {
  private final Texts texts;
  private final Map<String, ManifestText> files = new HashMap<>();
  private final Map<String, Written> documents = new HashMap<>();

  /** Places in files with these texts. */
  public ExpressionPlaces(Texts texts) {
    this.texts = texts;
  }

  /** The texts of files. */
  @FunctionalInterface
  public interface Texts {
    /** The text of a file, as the user named it; null when it is not at hand. */
    @Nullable String of(String file);
  }

  /**
   * A document as it is written.
   *
   * @param file the text of the whole file
   * @param start where the document begins in it
   * @param root null when it cannot be read so
   */
  private record Written(String file, int start, @Nullable MarkedNode root) {}

  /** The problem that a fault of an object is. */
  public Problem problem(Resource resource, Fault fault) {
    return problem(resource, fault.path(), fault.line(), fault.column(), fault.cause().text());
  }

  /**
   * A problem with an expression.
   *
   * @param path of the field that holds the expression
   * @param line in the expression; 1-based; 0 for the field as a whole
   * @param column in that line, in characters; 1-based
   */
  public Problem problem(Resource resource, Path path, int line, int column, String message) {
    Origin.Place field = resource.place(path);
    Written written =
        line == 0 || resource.origin().isRendered()
            ? null
            : written(field.file(), field.document());
    MarkedNode root = written == null ? null : written.root();
    MarkedNode scalar = root == null ? null : at(root, resource.prefix().append(path));
    if (written != null && scalar != null && scalar.kind() == MarkedNode.Kind.SCALAR) {
      int offset = new ScalarOffsets(written.file(), written.start(), scalar).offset(line, column);
      if (offset >= 0) {
        return at(field.file(), written.file(), offset, message);
      }
    }
    return new Problem(field.file(), field.line(), field.column(), message);
  }

  private static Problem at(String file, String text, int offset, String message) {
    int line = 1;
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
      line++;
      start = end + 1;
    }
    return new Problem(file, line, text.codePointCount(start, offset) + 1, message);
  }

  private @Nullable Written written(String file, int document) {
    String key = document + ":" + file;
    Written known = documents.get(key);
    if (known == null) {
      ManifestText manifest = manifest(file);
      ManifestText.Alone alone = manifest == null ? null : manifest.alone(document);
      if (manifest == null || alone == null) {
        return null;
      }
      known = new Written(manifest.text(), alone.start(), MarkedYaml.read(alone.text().text()));
      documents.put(key, known);
    }
    return known;
  }

  private @Nullable ManifestText manifest(String file) {
    ManifestText known = files.get(file);
    if (known == null) {
      String text = texts.of(file);
      if (text == null) {
        return null;
      }
      known = ManifestText.read(text, Limits.FILES);
      files.put(file, known);
    }
    return known;
  }

  private static @Nullable MarkedNode at(MarkedNode root, Path path) {
    MarkedNode node = root;
    for (Path step : path.steps()) {
      MarkedNode next = step.index() < 0 ? entry(node, step.key()) : element(node, step.index());
      if (next == null) {
        return null;
      }
      node = next;
    }
    return node;
  }

  private static @Nullable MarkedNode entry(MarkedNode node, String key) {
    for (MarkedNode.Entry entry : node.entries()) {
      if (key.equals(entry.name())) {
        return entry.value();
      }
    }
    return null;
  }

  private static @Nullable MarkedNode element(MarkedNode node, int index) {
    return index < node.elements().size() ? node.elements().get(index) : null;
  }
}
