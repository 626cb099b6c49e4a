package dev.haetae.render.chart;

import dev.haetae.resource.Origin.Place;
import dev.haetae.resource.Origin.Sources;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places of a document's fields in its template: the lines that its markers name, where the
 * marked document has the same shape; else the template's first.
 */
final class TemplatePlaces implements Sources {
  private final String file;
  private final int document;
  private final int number;
  private final String[] template;
  private final List<TemplateLine> lines;
  private final String[] rendered;
  private final @Nullable ObjectValue tree;

  private TemplatePlaces(
      String file,
      int document,
      int number,
      String[] template,
      String[] rendered,
      @Nullable ObjectValue tree) {
    this.file = file;
    this.document = document;
    this.number = number;
    this.template = template;
    this.lines = TemplateLines.of(template);
    this.rendered = rendered;
    this.tree = tree;
  }

  /**
   * The places in a template.
   *
   * @param text the template's text
   * @param number of the file in the markers
   */
  static TemplatePlaces of(
      String file, String text, int number, RenderedDocument plain, RenderedDocument marked) {
    ObjectValue one = plain.tree();
    ObjectValue other = marked.tree();
    boolean agree = one != null && other != null && LineMarkers.agree(one, other);
    return new TemplatePlaces(
        file,
        plain.index(),
        number,
        text.split("\n", -1),
        marked.text().split("\n", -1),
        agree ? other : null);
  }

  @Override
  public Place place(Path path) {
    Position position = tree == null ? null : path.position(tree);
    if (position == null) {
      return new Place(file, document, 1, 1);
    }
    int line = templateLine(position.line() - 1);
    return new Place(file, document, line, column(position, line));
  }

  // A key that is written out in the template stands there too; what an action prints does not.
  private int column(Position position, int line) {
    String key = LineMarkers.without(rendered[position.line() - 1]);
    int from = Math.min(key.length(), key.offsetByCodePoints(0, position.column() - 1));
    int colon = key.indexOf(':', from);
    String written = template[line - 1];
    int at = colon < 0 ? -1 : written.indexOf(key.substring(from, colon + 1));
    return at < 0 ? 1 : 1 + written.codePointCount(0, at);
  }

  private int templateLine(int at) {
    int own = LineMarkers.first(rendered[at], number);
    if (own > 0) {
      return own;
    }
    int before = 0;
    for (int i = at; i >= 0 && before == 0; i--) {
      before = LineMarkers.first(rendered[i], number);
    }
    int after = 0;
    for (int i = at; i < rendered.length && after == 0; i++) {
      after = LineMarkers.first(rendered[i], number);
    }
    return between(rendered[at].strip(), before, after);
  }

  // The line was left without a marker, or several are printed by the action of one.
  private int between(String text, int before, int after) {
    int last = after > before ? after : template.length;
    for (int i = before; i < last; i++) {
      if (template[i].strip().equals(text)) {
        return i + 1;
      }
    }
    for (int i = before; i < last; i++) {
      if (lines.get(i).skeleton().indexOf(TemplateLine.PRINTED) >= 0) {
        return i + 1;
      }
    }
    return after > 0 ? after : Math.max(1, before);
  }
}
